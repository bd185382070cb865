import type { z } from 'zod';

import type { Policy, PolicyException } from '../../../shared/domain/index.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { sayIssue } from './say-issue.ts';
import { exceptionsSchema, policiesSchema, policySchema } from './schema.ts';

/** Policies as values, from a window or a file. `message` says which one is wrong, where, and why. Never throws. */
export function readPolicies(
  value: unknown,
): { readonly ok: true; readonly policies: readonly Policy[] } | { readonly ok: false; readonly message: string } {
  const result = policiesSchema.safeParse(value);
  if (result.success) return { ok: true, policies: result.data };
  const issue = result.error.issues[0];
  const [index, ...path] = issue?.path ?? [];
  const policy: unknown = Array.isArray(value) && typeof index === 'number' ? value[index] : undefined;
  const name = isJsonObject(policy) && typeof policy['name'] === 'string' ? `Policy '${policy['name']}'` : 'Policies';
  return { ok: false, message: complaint(name, path, issue) };
}

/** As {@link readPolicies}. */
export function readExceptions(
  value: unknown,
):
  | { readonly ok: true; readonly exceptions: readonly PolicyException[] }
  | { readonly ok: false; readonly message: string } {
  const result = exceptionsSchema.safeParse(value);
  if (result.success) return { ok: true, exceptions: result.data };
  const issue = result.error.issues[0];
  return { ok: false, message: complaint('Exceptions', issue?.path ?? [], issue) };
}

/** null: not a policy. */
export function readPolicy(value: unknown): Policy | null {
  const result = policySchema.safeParse(value);
  return result.success ? result.data : null;
}

/** null: not an exception. */
export function readException(value: unknown): PolicyException | null {
  const result = exceptionsSchema.safeParse([value]);
  return result.success ? (result.data[0] ?? null) : null;
}

function complaint(what: string, path: readonly PropertyKey[], issue: z.core.$ZodIssue | undefined): string {
  const where = path.length === 0 ? '' : ` at ${path.map(String).join('.')}`;
  return `${what}${where}: ${issue === undefined ? 'not usable' : sayIssue(issue)}`;
}
