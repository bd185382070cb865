import { z } from 'zod';

import { OUTBOX_VIEWS, SYNC_SCOPES } from '../domain/sync.ts';
import { httpUrl } from './http-url.ts';
import type { SyncApi } from './sync-api.ts';

const agent = z.string().min(1).max(200);
const unixMs = z.int().min(0);
const seqs = z.array(z.int().min(1)).min(1).max(10_000).nullable();

export const syncSettingsSchema = z.strictObject({
  on: z.boolean(),
  url: z.union([z.literal(''), httpUrl]),
  scope: z.enum(SYNC_SCOPES),
  collections: z.array(agent).max(10_000),
  since: unixMs.nullable(),
  maskPersonalData: z.boolean(),
  maxBytesPerSecond: z.int().min(10_000).nullable(),
});

export const syncCallSchemas = {
  getSync: z.undefined(),
  saveSync: z.strictObject({
    patch: syncSettingsSchema.omit({ since: true }).partial(),
    from: z.union([z.literal('now'), z.literal('stored'), unixMs]).optional(),
  }),
  setAktoToken: z.strictObject({
    token: z
      .string()
      .min(1)
      .max(4_096)
      .regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/)
      .nullable(),
  }),
  testAkto: z.strictObject({ url: httpUrl.optional(), sendRecord: z.boolean() }),
  listOutbox: z.strictObject({
    view: z.enum(OUTBOX_VIEWS),
    after: z.int().min(0).optional(),
    limit: z.int().min(1).max(1_000),
  }),
  outboxMarks: z.strictObject({ seqs: z.array(z.int().min(1)).min(1).max(1_000) }),
  getOutboxEntry: z.strictObject({ seq: z.int().min(1) }),
  previewRecord: z.strictObject({ id: z.string().min(1).max(64).optional() }),
  retryOutbox: z.strictObject({ seqs }),
  discardOutbox: z.strictObject({ view: z.enum(['waiting', 'rejected']), seqs }),
  retrySync: z.undefined(),
} as const satisfies Record<keyof SyncApi, z.ZodType>;
