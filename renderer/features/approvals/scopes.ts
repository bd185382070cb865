import type { Approval, ApprovalScope } from '../../../shared/domain/index.ts';

export type ScopeName = 'once' | 'minutes' | 'hour' | 'calls' | 'always';

const MINUTE_MS = 60_000;

export const SCOPES: Readonly<Record<ScopeName, { readonly label: string; readonly scope: ApprovalScope }>> = {
  once: { label: 'only this', scope: 'once' },
  minutes: { label: 'for 15 minutes', scope: { forMs: 15 * MINUTE_MS } },
  hour: { label: 'for an hour', scope: { forMs: 60 * MINUTE_MS } },
  calls: { label: 'the next 10 calls', scope: { count: 10 } },
  always: { label: 'always', scope: 'always' },
};

/** What else an answer lets pass, in a sentence; '' for one that is about this alone. */
export function sayScope(name: ScopeName, { rule, agent }: Pick<Approval, 'rule' | 'agent'>): string {
  switch (name) {
    case 'once':
      return '';
    case 'always':
      return `What ${rule} objects to in ${agent} passes until the exception is taken out of the policy.`;
    case 'minutes':
    case 'hour':
    case 'calls':
      return `Whatever ${rule} objects to in ${agent} passes meanwhile.`;
  }
}
