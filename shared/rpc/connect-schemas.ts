import { z } from 'zod';

import type { ConnectApi } from './connect-api.ts';

/** One schema per call, as callSchemas. */
export const connectCallSchemas = {
  sendTest: z.strictObject({ door: z.enum(['gateway', 'guardrail-api']), violation: z.boolean() }),
} satisfies Record<keyof ConnectApi, z.ZodType>;
