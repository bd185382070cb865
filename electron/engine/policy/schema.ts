import { z } from 'zod';

import {
  BEHAVIOURS,
  HARM_CATEGORIES,
  HARM_LEVELS,
  POLICY_LIMITS as MAX,
  type PatternRule,
  type Policy,
  type PolicyException,
  SEVERITIES,
} from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { compilePattern } from '../detectors/index.ts';
import { slug } from './names.ts';

const behaviour = z.enum(BEHAVIOURS);
const roles = z.array(z.enum(['system', 'developer', 'user', 'assistant', 'tool'])).min(1);
const reaction = { onRequest: behaviour, onResponse: behaviour, roles: roles.exactOptional() };
const name = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => slug(text) !== '', { message: 'needs a letter or a digit' });
const pattern = z.string().min(1).max(MAX.patternLength);
const minMatches = z.int().min(1).max(1_000).exactOptional();
const minConfidence = z.number().min(0).max(1);
const names = z.array(z.string().trim().min(1).max(200)).max(MAX.names);

const exceptionScope = { agents: names.exactOptional(), until: z.int().min(0).exactOptional() };
const exception = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('phrase'),
    phrase: z.string().min(MAX.phraseMin).max(MAX.phraseMax),
    caseSensitive: z.boolean().exactOptional(),
    ...exceptionScope,
  }),
  z.strictObject({
    kind: z.literal('pattern'),
    pattern: z.string().min(MAX.phraseMin).max(MAX.phraseMax),
    caseSensitive: z.boolean().exactOptional(),
    ...exceptionScope,
  }),
  z.strictObject({
    kind: z.literal('value'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/i, 'must be a SHA-256 in hex'),
    type: z.string().min(1).max(100).exactOptional(),
    ...exceptionScope,
  }),
  z.strictObject({ kind: z.literal('rule'), rule: z.string().trim().min(1).max(200), ...exceptionScope }),
]);

/** Exceptions for every policy. Broken patterns are refused as a policy's own are. */
export const exceptionsSchema = z
  .array(exception)
  .max(MAX.globalExceptions)
  .superRefine((exceptions, context) => {
    for (const issue of brokenPatterns(exceptions)) context.addIssue({ ...issue, path: [issue.index, 'pattern'] });
  }) satisfies z.ZodType<PolicyException[]>;

interface BrokenPattern {
  readonly code: 'custom';
  readonly index: number;
  readonly message: string;
  /** Where in the pattern. */
  readonly params: { readonly offset: number };
}

function brokenPatterns(rules: readonly (PatternRule | PolicyException)[]): BrokenPattern[] {
  return rules.flatMap((rule, index) => {
    if (!('pattern' in rule)) return [];
    const compiled = compilePattern(rule.pattern, rule.caseSensitive ?? false);
    if (compiled.ok) return [];
    return [{ code: 'custom', index, message: compiled.message, params: { offset: compiled.offset } }];
  });
}

const shape = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, - and _, at most 64'),
  name: z.string().trim().min(1).max(100),
  description: z.string().max(1_000),
  enabled: z.boolean(),
  severity: z.enum(SEVERITIES),
  agents: names,
  exceptAgents: names.exactOptional(),
  models: names.exactOptional(),
  rules: z
    .array(
      z.strictObject({
        type: z.string().regex(/^(?:\*|[a-z][a-z0-9_.]*\*?)$/, 'must be a finding type or a prefix with *'),
        ...reaction,
        minConfidence: minConfidence.exactOptional(),
        minMatches,
      }),
    )
    .max(MAX.rules),
  patterns: z
    .array(z.strictObject({ name, pattern, ...reaction, caseSensitive: z.boolean().exactOptional(), minMatches }))
    .max(MAX.patterns)
    .exactOptional(),
  words: z
    .array(
      z.strictObject({
        name,
        words: z.array(z.string().trim().min(1).max(MAX.wordLength)).max(MAX.words),
        ...reaction,
        caseSensitive: z.boolean().exactOptional(),
        wholeWords: z.boolean().exactOptional(),
      }),
    )
    .max(MAX.patterns)
    .exactOptional(),
  topics: z
    .array(
      z.strictObject({
        name,
        description: z.string().max(1_000),
        samplePhrases: z.array(z.string().trim().min(1).max(300)).max(MAX.samplePhrases),
        ...reaction,
      }),
    )
    .max(MAX.topics)
    .exactOptional(),
  tokenLimit: z.strictObject({ maxTokens: z.int().min(1).max(10_000_000), ...reaction }).exactOptional(),
  tools: z.strictObject({ allow: names, deny: names, ...reaction }).exactOptional(),
  mcpServers: z.strictObject({ allow: names, deny: names, ...reaction }).exactOptional(),
  toolCallLimit: z
    .strictObject({
      perSession: z.int().min(0).max(100_000),
      errorsPerSession: z.int().min(0).max(100_000).exactOptional(),
      ...reaction,
    })
    .exactOptional(),
  llmRule: z.strictObject({ prompt: z.string().min(1).max(4_000), minConfidence, ...reaction }).exactOptional(),
  harmful: z
    .strictObject({
      categories: z.partialRecord(z.enum(HARM_CATEGORIES), z.enum(HARM_LEVELS)),
      ...reaction,
    })
    .exactOptional(),
  exceptions: z.array(exception).max(MAX.exceptions).exactOptional(),
  advice: z.string().max(500),
  message: z.string().max(1_000).exactOptional(),
  warnSeconds: z.int().min(1).max(86_400).exactOptional(),
  approvalSeconds: z.int().min(1).max(3_600).exactOptional(),
  restoreInAnswer: z.boolean().exactOptional(),
  imported: z
    .record(
      z.string(),
      z.custom<JsonValue>((value) => value !== undefined),
    )
    .exactOptional(),
});

/** A policy as it may be saved: what is broken is refused here, because at run time it could only be passed over. */
export const policySchema = shape.superRefine((policy, context) => {
  const complain = (message: string, ...path: (string | number)[]) =>
    context.addIssue({ code: 'custom', message, path });
  for (const kind of ['patterns', 'words', 'topics'] as const) {
    const seen = new Set<string>();
    for (const [index, rule] of (policy[kind] ?? []).entries()) {
      if (seen.has(slug(rule.name))) complain('another rule has this name', kind, index, 'name');
      seen.add(slug(rule.name));
    }
  }
  for (const [kind, rules] of [
    ['patterns', policy.patterns ?? []],
    ['exceptions', policy.exceptions ?? []],
  ] as const) {
    for (const issue of brokenPatterns(rules)) context.addIssue({ ...issue, path: [kind, issue.index, 'pattern'] });
  }
}) satisfies z.ZodType<Policy>;

/** The list of policies in their order; ids are unique. */
export const policiesSchema = z
  .array(policySchema)
  .max(MAX.policies)
  .superRefine((policies, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of policies.entries()) {
      if (seen.has(id))
        context.addIssue({ code: 'custom', message: 'another policy has this id', path: [index, 'id'] });
      seen.add(id);
    }
  });
