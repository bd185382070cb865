import { z } from 'zod';

import { POLICY_LIMITS } from '../domain/policy.ts';
import type { PoliciesApi } from './policies-api.ts';

const id = z.string().min(1).max(64);
/** Policies are checked by the policy room, which can say what is wrong with them; here only that it is a list. */
const policies = z.array(z.record(z.string(), z.unknown())).max(POLICY_LIMITS.policies);
const exceptions = z.array(z.record(z.string(), z.unknown())).max(POLICY_LIMITS.globalExceptions);
const side = z.enum(['request', 'response']);
const revision = z.int().min(0);
/** UTF-16 units; the editor of one policy with 10,000 words needs about 200,000. */
const text = z.string().max(4_000_000);

/** One schema per call, as callSchemas. */
export const policiesCallSchemas = {
  getPolicies: z.undefined(),
  savePolicies: z.strictObject({ policies, exceptions, revision }),
  restoreDefaults: z.strictObject({ revision }),
  checkPolicy: z.strictObject({ text }),
  listPresets: z.undefined(),
  importPolicies: z.strictObject({
    files: z
      .array(z.strictObject({ name: z.string().min(1).max(500), text }))
      .min(1)
      .max(POLICY_LIMITS.policies),
  }),
  exportPolicies: z.strictObject({
    ids: z.array(id).min(1).max(POLICY_LIMITS.policies),
    format: z.enum(['akto', 'sluice']),
  }),
  tryPolicies: z.strictObject({
    input: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('text'),
        text: z.string().max(1_000_000),
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        side,
        agent: z.string().max(200).optional(),
        model: z.string().max(200).optional(),
      }),
      z.strictObject({ kind: z.literal('exchange'), exchangeId: id, side }),
    ]),
    policies: policies.optional(),
    exceptions: exceptions.optional(),
  }),
  startReplay: z.strictObject({
    policies,
    exceptions,
    last: z.int().min(1).max(100_000),
    agent: z.string().min(1).max(200).optional(),
  }),
  cancelReplay: z.strictObject({ id }),
  wouldHaveStopped: z.strictObject({
    sinceMs: z
      .int()
      .min(60_000)
      .max(366 * 86_400_000),
  }),
  listApprovals: z.undefined(),
  answerApproval: z.strictObject({
    id,
    decision: z.enum(['approve', 'deny']),
    scope: z.union([
      z.enum(['once', 'always']),
      z.strictObject({
        forMs: z
          .int()
          .min(1_000)
          .max(30 * 86_400_000),
      }),
      z.strictObject({ count: z.int().min(1).max(10_000) }),
    ]),
  }),
  releaseWarn: z.strictObject({ exchangeId: id }),
  addException: z.strictObject({
    findingId: z.int().min(1),
    exchangeId: id,
    allow: z.enum(['phrase', 'rule']),
    onlyAgent: z.boolean(),
  }),
} as const satisfies Record<keyof PoliciesApi, z.ZodType>;
