import { z } from 'zod';

import { MODES } from '../domain/verdict.ts';
import { VIOLATION_GROUPS, VIOLATION_STATUSES } from '../domain/violation.ts';
import { detectorsCallSchemas } from './detectors-schemas.ts';
import type { EngineApi } from './engine-api.ts';
import { connectCallSchemas } from './connect-schemas.ts';
import { httpUrl } from './http-url.ts';
import { policiesCallSchemas } from './policies-schemas.ts';
import { syncCallSchemas, syncSettingsSchema } from './sync-schemas.ts';
import { namedUpstreamsSchema, upstreamsCallSchemas } from './upstreams-schemas.ts';

const agent = z.string().min(1).max(200);
const mode = z.enum(MODES);
const filter = z.string().max(2_000);
const limit = z.int().min(1).max(1_000);
const seq = z.int().min(0);
const nothing = z.undefined();

export const savedSettingsSchema = z.strictObject({
  port: z.int().min(0).max(65_535),
  upstream: httpUrl,
  upstreamIsLiteLLM: z.boolean(),
  keyAliasLookup: z.boolean(),
  mode,
  recording: z.boolean(),
  detectorFailure: z.enum(['open', 'closed']),
  personNames: z.boolean(),
  blockedAgain: z.enum(['notice', 'block']),
  spareTestValues: z.boolean(),
  judgeUrl: httpUrl.or(z.literal('')),
  judgeModel: z.string().max(200),
  judgeDeadlineMs: z.int().min(50).max(60_000),
  encoderModel: z.string().max(4_096),
  encoderRuntime: z.string().max(4_096),
  encoderDeadlineMs: z.int().min(10).max(60_000),
  judgeFailure: z.enum(['open', 'closed']),
  aktoVerdict: z.boolean(),
  aktoVerdictFailure: z.enum(['open', 'closed']),
  retentionDays: z.int().min(1).max(3_650),
  retentionBytes: z.int().min(10_000_000),
  collectionModes: z.record(agent, mode),
  sync: syncSettingsSchema,
  namedUpstreams: namedUpstreamsSchema,
});

/** One schema per call; the engine refuses anything else with `invalid_call`. */
export const callSchemas = {
  ...detectorsCallSchemas,
  ...policiesCallSchemas,
  ...connectCallSchemas,
  ...upstreamsCallSchemas,
  getStatus: nothing,
  setMode: z.strictObject({ mode }),
  setRecording: z.strictObject({ recording: z.boolean() }),
  setCollectionMode: z.strictObject({ agent, mode: mode.nullable() }),
  listExchanges: z.strictObject({
    filter,
    agent: agent.optional(),
    before: seq.optional(),
    after: seq.optional(),
    limit,
  }),
  countExchanges: z.strictObject({ filter, agent: agent.optional() }),
  getExchange: z.strictObject({ id: z.string().min(1).max(64) }),
  listCollections: nothing,
  getCollection: z.strictObject({ agent }),
  listViolations: z.strictObject({
    status: z.enum(VIOLATION_STATUSES),
    groupBy: z.enum(VIOLATION_GROUPS),
    agent: agent.optional(),
    exchangeId: z.string().min(1).max(64).optional(),
    group: z.string().max(200).optional(),
    limit,
  }),
  setViolationStatus: z.strictObject({
    ids: z.array(z.int().min(1)).max(10_000),
    status: z.enum(VIOLATION_STATUSES),
  }),
  suggestValues: z.strictObject({
    key: z.enum(['agent', 'model', 'path', 'policy', 'rule', 'type']),
    prefix: z.string().max(200),
  }),
  getSettings: nothing,
  saveSettings: z.strictObject({ patch: savedSettingsSchema.omit({ sync: true }).partial() }),
  deleteAll: nothing,
  ...syncCallSchemas,
  watchExchange: z.strictObject({ id: z.string().min(1).max(64).nullable() }),
} as const satisfies Record<keyof EngineApi, z.ZodType>;
