/**
 * The derived numbers. Invariant: at every commit each of them equals the sum of {@link Tally.add} over the exchanges
 * stored. Whatever changes an exchange subtracts what it was and adds what it is, in the same transaction; nothing else
 * writes these tables.
 */
import type { ExchangeRow, VerdictKind, ViolationStatus } from '../../../shared/domain/index.ts';
import { VERDICTS } from '../../../shared/domain/index.ts';
import type { Db } from './database.ts';
import { toNano } from './rows.ts';

export const HOUR_MS = 3_600_000;
/** Counters and hours of everything stored are kept under this agent id. */
export const EVERYTHING = 0;

/** What counts of an exchange. */
export interface Counted {
  readonly row: ExchangeRow;
  readonly agentId: number;
  readonly findings: readonly { readonly rule: string; readonly status: ViolationStatus | null }[];
}

export const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** An answer that failed, and not because we blocked it. */
export function isError(row: Pick<ExchangeRow, 'state' | 'status'>): boolean {
  if (row.state === 'blocked') return false;
  return row.state === 'upstream-error' || row.state === 'interrupted' || (row.status ?? 0) >= 400;
}

export function endpointOf(row: Pick<ExchangeRow, 'method' | 'path'>): string {
  const query = row.path.indexOf('?');
  return `${row.method} ${query < 0 ? row.path : row.path.slice(0, query)}`;
}

type Verdicts = Record<VerdictKind, number>;
interface Numbers extends Verdicts {
  exchanges: number;
  openViolations: number;
  errors: number;
  inputTokens: number;
  outputTokens: number;
  costNano: number;
  priced: number;
}
interface HourNumbers extends Verdicts {
  readonly agentId: number;
  readonly hour: number;
  exchanges: number;
}
interface TallyNumbers {
  readonly kind: string;
  readonly agentId: number;
  readonly name: string;
  count: number;
  inputTokens: number;
  outputTokens: number;
  costNano: number;
  priced: number;
}

/** Where an exchange counts. */
interface Place {
  readonly of: Pick<ExchangeRow, 'method' | 'path' | 'ingress' | 'model'> & {
    readonly agentId: number;
    readonly hour: number;
  };
  readonly numbers: readonly Numbers[];
  readonly hours: readonly HourNumbers[];
  readonly endpoint: TallyNumbers;
  readonly ingress: TallyNumbers;
  readonly model: TallyNumbers;
}

const noVerdicts = (): Verdicts => ({ allow: 0, alert: 0, warn: 0, mask: 0, block: 0 });

function upsert<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const created = create();
  map.set(key, created);
  return created;
}

/** Differences, collected over a transaction so that each counter is written once. */
export class Tally {
  readonly #counters = new Map<number, Numbers>();
  readonly #hours = new Map<string, HourNumbers>();
  readonly #tallies = new Map<string, TallyNumbers>();
  #last: Place | null = null;

  /** `sign` 1 adds what the exchange counts for, -1 takes it away. */
  add({ row, agentId, findings }: Counted, sign: 1 | -1): void {
    const place = this.#placeOf(row, agentId);
    const input = sign * (row.inputTokens ?? 0);
    const output = sign * (row.outputTokens ?? 0);
    const cost = toNano(row.costUsd);
    const costNano = cost === null ? 0 : sign * cost;
    const priced = cost === null ? 0 : sign;
    const errors = isError(row) ? sign : 0;
    for (const numbers of place.numbers) {
      numbers.exchanges += sign;
      numbers.errors += errors;
      numbers.inputTokens += input;
      numbers.outputTokens += output;
      numbers.costNano += costNano;
      numbers.priced += priced;
      if (row.verdict !== null) numbers[row.verdict] += sign;
    }
    for (const hours of place.hours) {
      hours.exchanges += sign;
      if (row.verdict !== null) hours[row.verdict] += sign;
    }
    place.endpoint.count += sign;
    place.ingress.count += sign;
    const { model } = place;
    model.count += sign;
    model.inputTokens += input;
    model.outputTokens += output;
    model.costNano += costNano;
    model.priced += priced;
    for (const { rule, status } of findings) {
      this.#tally('rule', agentId, rule).count += sign;
      if (status === 'open') this.addOpenViolations(agentId, sign);
    }
  }

  /** Most exchanges of a batch count where the one before did: to find that out takes less than to look it all up. */
  #placeOf({ startedAt, method, path, ingress, model }: ExchangeRow, agentId: number): Place {
    const hour = hourOf(startedAt);
    const { of } = this.#last ?? {};
    const isLast =
      of?.agentId === agentId &&
      of.hour === hour &&
      of.path === path &&
      of.model === model &&
      of.method === method &&
      of.ingress === ingress;
    if (isLast) return this.#last!;
    this.#last = {
      of: { agentId, hour, method, path, ingress, model },
      numbers: [agentId, EVERYTHING].map((id) => this.#numbers(id)),
      hours: [agentId, EVERYTHING].map((id) =>
        upsert(this.#hours, `${id} ${hour}`, () => ({ agentId: id, hour, exchanges: 0, ...noVerdicts() })),
      ),
      endpoint: this.#tally('endpoint', agentId, endpointOf({ method, path })),
      ingress: this.#tally('ingress', agentId, ingress),
      model: this.#tally('model', agentId, model ?? ''),
    };
    return this.#last;
  }

  addOpenViolations(agentId: number, by: number): void {
    this.#numbers(agentId).openViolations += by;
    this.#numbers(EVERYTHING).openViolations += by;
  }

  /** Agents whose numbers may have changed. */
  agentIds(): number[] {
    return [...this.#counters.keys()].filter((id) => id !== EVERYTHING);
  }

  #numbers(agentId: number): Numbers {
    return upsert(this.#counters, agentId, () => ({
      exchanges: 0,
      openViolations: 0,
      errors: 0,
      inputTokens: 0,
      outputTokens: 0,
      costNano: 0,
      priced: 0,
      ...noVerdicts(),
    }));
  }

  #tally(kind: string, agentId: number, name: string): TallyNumbers {
    return upsert(this.#tallies, `${kind} ${agentId} ${name}`, () => ({
      kind,
      agentId,
      name,
      count: 0,
      inputTokens: 0,
      outputTokens: 0,
      costNano: 0,
      priced: 0,
    }));
  }

  /** Writes the differences; what has come down to nothing is removed. Call inside the transaction. */
  apply(statements: CounterStatements): void {
    for (const [id, n] of this.#counters) {
      const verdicts = VERDICTS.map((kind) => n[kind]);
      const usage = [n.inputTokens, n.outputTokens, n.costNano, n.priced];
      statements.counters.run(id, n.exchanges, ...verdicts, n.openViolations, n.errors, ...usage);
      if (n.exchanges <= 0 && id !== EVERYTHING) statements.emptyCounters.run(id);
    }
    for (const n of this.#hours.values()) {
      statements.hours.run(n.agentId, n.hour, n.exchanges, ...VERDICTS.map((kind) => n[kind]));
      if (n.exchanges <= 0) statements.emptyHours.run(n.agentId, n.hour);
    }
    for (const n of this.#tallies.values()) {
      const usage = [n.inputTokens, n.outputTokens, n.costNano, n.priced];
      statements.tallies.run(n.kind, n.agentId, n.name, n.count, ...usage);
      if (n.count <= 0) statements.emptyTallies.run(n.kind, n.agentId, n.name);
    }
  }
}

export type CounterStatements = ReturnType<typeof counterStatements>;

const USAGE_COLUMNS = ['input_tokens', 'output_tokens', 'cost_nano', 'priced'];
const VERDICT_COLUMNS = VERDICTS.join(', ');
const addTo = (columns: readonly string[]) => columns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');

export function counterStatements(db: Db) {
  const counters = ['exchanges', ...VERDICTS, 'open_violations', 'errors', ...USAGE_COLUMNS];
  return {
    counters: db.prepare(
      `INSERT INTO counters (agent_id, ${counters.join(', ')}) VALUES (?${', ?'.repeat(counters.length)})
       ON CONFLICT DO UPDATE SET ${addTo(counters)}`,
    ),
    hours: db.prepare(
      `INSERT INTO hours (agent_id, hour, exchanges, ${VERDICT_COLUMNS}) VALUES (?, ?, ?${', ?'.repeat(VERDICTS.length)})
       ON CONFLICT DO UPDATE SET ${addTo(['exchanges', ...VERDICTS])}`,
    ),
    tallies: db.prepare(
      `INSERT INTO tallies (kind, agent_id, name, count, ${USAGE_COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ${addTo(['count', ...USAGE_COLUMNS])}`,
    ),
    emptyCounters: db.prepare('DELETE FROM counters WHERE agent_id = ? AND exchanges = 0'),
    emptyHours: db.prepare('DELETE FROM hours WHERE agent_id = ? AND hour = ? AND exchanges = 0'),
    emptyTallies: db.prepare('DELETE FROM tallies WHERE kind = ? AND agent_id = ? AND name = ? AND count = 0'),
  };
}
