import type { Policy } from '../../../shared/domain/index.ts';
import { aktoPolicyIn, readAkto } from './akto/read-akto.ts';
import type { FieldWithoutEffect } from './policy.ts';

/** What a policy says and nothing here does, also in the file it was imported from. */
export function fieldsWithoutEffect(policy: Policy): FieldWithoutEffect[] {
  const own =
    policy.llmRule === undefined
      ? []
      : [{ field: 'llmRule', why: 'It has no effect here yet: no language model is asked about rules of policies.' }];
  return policy.imported === undefined
    ? own
    : [...own, ...readAkto(aktoPolicyIn(policy.imported), policy.name).noEffect];
}
