import type { Policy, PolicyIssue } from '../../shared/domain/index.ts';
import type { PoliciesInForce, SavedPolicies } from '../../shared/rpc/policies-api.ts';
import type { EngineApi } from '../../shared/rpc/engine-api.ts';

export function policy(patch: Partial<Policy> = {}): Policy {
  return {
    id: 'cards',
    name: 'Payment data',
    description: '',
    enabled: true,
    severity: 'high',
    agents: [],
    rules: [{ type: 'credit_card', onRequest: 'block', onResponse: 'alert' }],
    advice: '',
    ...patch,
  };
}

export interface PolicyBook {
  readonly api: Pick<EngineApi, 'getPolicies' | 'savePolicies' | 'checkPolicy' | 'restoreDefaults' | 'addException'>;
  inForce(): PoliciesInForce;
  /** As another window would. */
  saveElsewhere(policies: readonly Policy[]): PoliciesInForce;
}

/** Policies with revisions as the engine keeps them. A policy named `bad` is refused. */
export function policyBook(policies: readonly Policy[]): PolicyBook {
  let now: PoliciesInForce = { policies, exceptions: [], revision: 1, builtIn: [], noEffect: [], notice: null };
  const fail = (code: string, message: string) =>
    // What crosses the wire is no Error.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    Promise.reject<PoliciesInForce>({ code, message });
  const put = (next: Partial<PoliciesInForce>): PoliciesInForce => {
    now = { ...now, ...next, revision: now.revision + 1 };
    return now;
  };
  const save = (next: SavedPolicies): Promise<PoliciesInForce> => {
    if (next.revision !== now.revision) return fail('conflict', 'The policies were changed meanwhile.');
    const bad = next.policies.find(({ name }) => name === 'bad');
    if (bad !== undefined) return fail('invalid_policy', `Policy ${bad.id} is refused.`);
    return Promise.resolve(put({ policies: next.policies, exceptions: next.exceptions }));
  };
  return {
    inForce: () => now,
    saveElsewhere: (next) => put({ policies: next }),
    api: {
      getPolicies: () => Promise.resolve(now),
      savePolicies: save,
      restoreDefaults: ({ revision }) => save({ ...now, policies, revision }),
      checkPolicy: ({ text }) => Promise.resolve(check(text)),
      addException: () =>
        Promise.resolve(put({ exceptions: [...now.exceptions, { kind: 'phrase', phrase: 'always fine' }] })),
    },
  };
}

function check(text: string): Awaited<ReturnType<EngineApi['checkPolicy']>> {
  const issue = (message: string): PolicyIssue => ({ line: 1, column: 1, pointer: '', message });
  try {
    const value = JSON.parse(text) as Policy | readonly Policy[];
    return { ok: true, policies: 'length' in value ? value : [value], noEffect: [] };
  } catch {
    return { ok: false, errors: [issue('not JSON')] };
  }
}
