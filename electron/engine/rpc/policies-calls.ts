import { SluiceError } from '../../../shared/errors.ts';
import type { PoliciesApi } from '../../../shared/rpc/policies-api.ts';
import { PRESETS, fieldsWithoutEffect, parsePolicies, readPolicyFiles, writePolicyFiles } from '../policy/index.ts';
import type { ReleaseDesk } from '../traffic/index.ts';
import { type TrialCallParts, trialCalls } from './trial-calls.ts';

export interface PoliciesCallParts extends TrialCallParts {
  readonly desk: ReleaseDesk;
}

/** The part of EngineApi that the Policies view uses. */
export function policiesCalls(parts: PoliciesCallParts): PoliciesApi {
  const { book, desk } = parts;
  return {
    ...trialCalls(parts),
    getPolicies: () => Promise.resolve(book.describe()),
    savePolicies: (next) => book.save(next),
    restoreDefaults: ({ revision }) => book.restoreDefaults(revision),
    checkPolicy({ text }) {
      const parsed = parsePolicies(text);
      if (!parsed.ok) return Promise.resolve({ ok: false, errors: parsed.issues });
      const noEffect = parsed.policies.flatMap((policy) => {
        const fields = fieldsWithoutEffect(policy);
        return fields.length === 0 ? [] : [{ policyId: policy.id, fields }];
      });
      return Promise.resolve({ ok: true, policies: parsed.policies, noEffect });
    },
    listPresets: () => Promise.resolve([...PRESETS]),
    importPolicies: ({ files }) => Promise.resolve(readPolicyFiles(files, book.current.policies)),
    async exportPolicies({ ids, format }) {
      const wanted = ids.map((id) => book.current.policies.find((policy) => policy.id === id));
      const policies = wanted.filter((policy) => policy !== undefined);
      if (policies.length < wanted.length) throw new SluiceError('not_found', 'There is no such policy any more.');
      return { files: writePolicyFiles(policies, format) };
    },
    listApprovals: () => Promise.resolve(desk.list()),
    answerApproval: ({ id, decision, scope }) => desk.answer(id, decision, scope),
    releaseWarn: ({ exchangeId }) => desk.release(exchangeId),
  };
}
