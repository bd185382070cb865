import type { Policy, PolicyException } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { PoliciesApi } from '../../../shared/rpc/policies-api.ts';
import { readExceptions, readPolicies } from '../policy/index.ts';
import type { PolicyBook } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import { type PolicySet, type Replay, type Trial, exceptionFrom } from '../trial/index.ts';
import type { CallingWindow } from './calling-window.ts';

export interface TrialCallParts {
  readonly book: PolicyBook;
  readonly store: Store;
  readonly trial: Trial;
  readonly window: CallingWindow;
}

type TrialCalls = Pick<
  PoliciesApi,
  'tryPolicies' | 'startReplay' | 'cancelReplay' | 'wouldHaveStopped' | 'addException'
>;

/** Policies tried on what is pasted or stored, and what stored exchanges say about policies. */
export function trialCalls({ book, store, trial, window }: TrialCallParts): TrialCalls {
  let running: Replay | null = null;
  window.gone.addEventListener('abort', () => running?.cancel());
  return {
    async tryPolicies({ input, policies, exceptions }) {
      const { current } = book;
      return trial.try(input, checked(policies ?? current.policies, exceptions ?? current.exceptions));
    },
    async startReplay({ policies, exceptions, last, agent }) {
      const after = checked(policies, exceptions);
      running?.cancel();
      running = trial.replay({ before: book.current, after, last, agent }, window.replay);
      return { id: running.id };
    },
    cancelReplay({ id }) {
      if (running?.id === id) running.cancel();
      return Promise.resolve();
    },
    async wouldHaveStopped({ sinceMs }) {
      const counted = await store.reader.countUnstopped({ since: Date.now() - sinceMs });
      return { ...counted, filter: `mode:log verdict:block verdict:warn last:${age(sinceMs)}` };
    },
    async addException({ exchangeId, findingId, allow, onlyAgent }) {
      const stored = await store.reader.getExchange(exchangeId);
      const exception = exceptionFrom(stored, findingId, allow);
      const agents = onlyAgent && stored !== null ? { agents: [stored.row.agent] } : {};
      return book.update((now) => ({ ...now, exceptions: [...now.exceptions, { ...exception, ...agents }] }));
    },
  };
}

function checked(policies: readonly Policy[], exceptions: readonly PolicyException[]): PolicySet {
  const read = readPolicies(policies);
  if (!read.ok) throw new SluiceError('invalid_policy', read.message);
  const also = readExceptions(exceptions);
  if (!also.ok) throw new SluiceError('invalid_policy', also.message);
  return { policies: read.policies, exceptions: also.exceptions };
}

const MINUTE_MS = 60_000;

/** As the filter writes it, never shorter than asked for. */
function age(ms: number): string {
  for (const [unit, size] of [
    ['d', 1_440 * MINUTE_MS],
    ['h', 60 * MINUTE_MS],
  ] as const) {
    if (ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${Math.ceil(ms / MINUTE_MS)}m`;
}
