/** Collections and totals as every window shows them, read from the counters by writer and reader alike. */
import type { AgentSource, CollectionSummary, HourCount, Totals, VerdictCounts } from '../../../shared/domain/index.ts';
import type { Db } from './database.ts';
import { EVERYTHING, HOUR_MS, hourOf } from './counters.ts';
import { NANO } from './rows.ts';

const HOURS_SHOWN = 24;

interface RawCounters extends VerdictCounts {
  exchanges: number;
  openViolations: number;
  errors: number;
  inputTokens: number;
  outputTokens: number;
  costNano: number;
  priced: number;
}
interface RawAgent extends RawCounters {
  id: number;
  agent: string;
  agentSource: AgentSource;
  firstSeenAt: number;
  lastSeenAt: number;
}
interface RawHour extends VerdictCounts {
  hour: number;
  exchanges: number;
}

const COUNTERS = `c.exchanges, c.allow, c.alert, c.warn, c.mask, c.block, c.open_violations AS openViolations,
  c.errors, c.input_tokens AS inputTokens, c.output_tokens AS outputTokens,
  c.cost_nano AS costNano, c.priced`;
const AGENTS = `SELECT a.id, a.name AS agent, a.source AS agentSource, a.first_seen_at AS firstSeenAt,
  a.last_seen_at AS lastSeenAt, ${COUNTERS} FROM agents a JOIN counters c ON c.agent_id = a.id`;

export const verdictsOf = ({ allow, alert, warn, mask, block }: VerdictCounts): VerdictCounts => ({
  allow,
  alert,
  warn,
  mask,
  block,
});

export class Summaries {
  readonly #all;
  readonly #byId;
  readonly #byName;
  readonly #totals;
  readonly #hours;

  constructor(db: Db) {
    this.#all = db.prepare<[], RawAgent>(`${AGENTS} ORDER BY a.last_seen_at DESC, a.id DESC`);
    this.#byId = db.prepare<[number], RawAgent>(`${AGENTS} WHERE a.id = ?`);
    this.#byName = db.prepare<[string], RawAgent>(`${AGENTS} WHERE a.name = ?`);
    this.#totals = db.prepare<[number], RawCounters>(`SELECT ${COUNTERS} FROM counters c WHERE c.agent_id = ?`);
    this.#hours = db.prepare<[number, number], RawHour>(
      'SELECT hour, exchanges, allow, alert, warn, mask, block FROM hours WHERE agent_id = ? AND hour >= ?',
    );
  }

  all(now: number): CollectionSummary[] {
    return this.#all.all().map((raw) => this.#summary(raw, now));
  }

  byId(id: number, now: number): CollectionSummary | null {
    const raw = this.#byId.get(id);
    return raw === undefined ? null : this.#summary(raw, now);
  }

  byName(name: string, now: number): { id: number; summary: CollectionSummary } | null {
    const raw = this.#byName.get(name);
    return raw === undefined ? null : { id: raw.id, summary: this.#summary(raw, now) };
  }

  totals(now: number): Totals {
    const raw = this.#totals.get(EVERYTHING);
    return {
      exchanges: raw?.exchanges ?? 0,
      verdicts: raw === undefined ? { allow: 0, alert: 0, warn: 0, mask: 0, block: 0 } : verdictsOf(raw),
      openViolations: raw?.openViolations ?? 0,
      hours: this.hours(EVERYTHING, now),
    };
  }

  /** The last 24 hours, the present one last, empty ones included. */
  hours(agentId: number, now: number): HourCount[] {
    return this.#lastHours(agentId, now).map((raw) => ({ hour: raw.hour, verdicts: verdictsOf(raw) }));
  }

  #lastHours(agentId: number, now: number): RawHour[] {
    const first = hourOf(now) - (HOURS_SHOWN - 1) * HOUR_MS;
    const found = new Map(this.#hours.all(agentId, first).map((raw) => [raw.hour, raw]));
    return Array.from({ length: HOURS_SHOWN }, (_, index) => {
      const hour = first + index * HOUR_MS;
      return found.get(hour) ?? { hour, exchanges: 0, allow: 0, alert: 0, warn: 0, mask: 0, block: 0 };
    });
  }

  #summary(raw: RawAgent, now: number): CollectionSummary {
    return {
      agent: raw.agent,
      agentSource: raw.agentSource,
      exchanges: raw.exchanges,
      verdicts: verdictsOf(raw),
      openViolations: raw.openViolations,
      errors: raw.errors,
      inputTokens: raw.inputTokens,
      outputTokens: raw.outputTokens,
      costUsd: raw.costNano / NANO,
      priced: raw.priced,
      firstSeenAt: raw.firstSeenAt,
      lastSeenAt: raw.lastSeenAt,
      // The threads of the store do not know the settings; the caller's side fills it in.
      modeOverride: null,
      perHour: this.#lastHours(raw.id, now).map(({ exchanges }) => exchanges),
    };
  }
}

/** What remains to be said of a collection whose last exchange went away. */
export function emptySummary(agent: string, agentSource: AgentSource, at: number): CollectionSummary {
  return {
    agent,
    agentSource,
    exchanges: 0,
    verdicts: { allow: 0, alert: 0, warn: 0, mask: 0, block: 0 },
    openViolations: 0,
    errors: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    priced: 0,
    firstSeenAt: at,
    lastSeenAt: at,
    modeOverride: null,
    perHour: Array.from({ length: HOURS_SHOWN }, () => 0),
  };
}
