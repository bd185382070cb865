import type { Policy } from '../../../shared/domain/index.ts';

export interface FieldWithoutEffect {
  readonly field: string;
  /** One sentence for a person. */
  readonly why: string;
}

/** What a policy says and nothing here does. */
export function fieldsWithoutEffect(policy: Policy): FieldWithoutEffect[] {
  return policy.llmRule === undefined
    ? []
    : [{ field: 'llmRule', why: 'It has no effect here until a judge is set: no LLM is asked by default.' }];
}
