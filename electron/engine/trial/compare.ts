import {
  type Policy,
  type PolicyException,
  type ReplayRow,
  type Verdict,
  verdictRank,
} from '../../../shared/domain/index.ts';
import { judgeTurn } from '../policy/index.ts';
import type { StoredExchange } from '../store/index.ts';
import { type Looking, type Recalled, findingsNow, recall } from './recall.ts';

export interface PolicySet {
  readonly policies: readonly Policy[];
  readonly exceptions: readonly PolicyException[];
}

/** In force, and edited. */
export interface Comparison {
  readonly before: PolicySet;
  readonly after: PolicySet;
  readonly looking: Looking;
}

export interface Compared {
  /** null: both say the same. */
  readonly row: ReplayRow | null;
  readonly usedStored: boolean;
}

/** Per side and exchange; what is not scanned by then counts for neither. */
const DEADLINE_MS = 2_000;

/** What two sets of policies say about a stored exchange, over the same findings. */
export function compare(stored: StoredExchange, { before, after, looking }: Comparison): Compared {
  const sides = [recall(stored, 'request'), recall(stored, 'response')].map((side) => ({
    side,
    findings: findingsNow(side, looking, DEADLINE_MS).findings,
  }));
  const { row } = stored;
  const say = (set: PolicySet): Verdict => {
    const [request, response] = sides.map(({ side, findings }) => verdictOn(side, findings, set, row.startedAt));
    return verdictRank(response!.kind) > verdictRank(request!.kind) ? response! : request!;
  };
  const [was, is] = [say(before), say(after)];
  const usedStored = sides.some(({ side }) => side.redacted);
  if (was.kind === is.kind) return { row: null, usedStored };
  const change = verdictRank(is.kind) > verdictRank(was.kind) ? 'caught' : 'missed';
  const decides = change === 'caught' ? is : was;
  return {
    usedStored,
    row: {
      exchangeId: row.id,
      seq: row.seq,
      startedAt: row.startedAt,
      agent: row.agent,
      model: row.model,
      before: was.kind,
      after: is.kind,
      change,
      policy: decides.policyName,
      rule: decides.rule,
      reason: decides.reason,
    },
  };
}

function verdictOn(side: Recalled, findings: Recalled['kept'], set: PolicySet, now: number): Verdict {
  const { policies, exceptions } = set;
  return judgeTurn({ ...side, findings, policies, exceptions, now, session: null, history: null }).decision.verdict;
}
