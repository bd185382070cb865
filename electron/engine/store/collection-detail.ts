/** One collection's page. */
import type { CollectionDetail, EndpointCount } from '../../../shared/domain/index.ts';
import { endpointOf } from './counters.ts';
import type { Db } from './database.ts';
import { NANO } from './rows.ts';
import type { Summaries } from './summaries.ts';

const MOST_ENDPOINTS = 200;
const TOP_RULES = 10;
/** The median comes from the newest exchanges: what an agent sees now, and a bounded look. */
const MEDIAN_ROWS = 2_000;

interface RawTally {
  readonly name: string;
  readonly count: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costNano: number;
  readonly priced: number;
}

export function readCollection(db: Db, summaries: Summaries, agent: string, now: number): CollectionDetail | null {
  const found = summaries.byName(agent, now);
  if (found === null) return null;
  const { id, summary } = found;
  const tallies = (kind: string, limit: number) =>
    db
      .prepare<[string, number, number], RawTally>(
        `SELECT name, count, input_tokens AS inputTokens, output_tokens AS outputTokens, cost_nano AS costNano, priced
         FROM tallies
         WHERE kind = ? AND agent_id = ? ORDER BY count DESC, name LIMIT ?`,
      )
      .all(kind, id, limit);
  const medians = medianFirstBytes(db, id);
  return {
    summary,
    endpoints: tallies('endpoint', MOST_ENDPOINTS).map(({ name, count }): EndpointCount => {
      const space = name.indexOf(' ');
      return {
        method: name.slice(0, space),
        path: name.slice(space + 1),
        exchanges: count,
        medianFirstByteMs: medians.get(name) ?? null,
      };
    }),
    models: tallies('model', MOST_ENDPOINTS).map(({ name, count, inputTokens, outputTokens, costNano, priced }) => ({
      model: name === '' ? null : name,
      exchanges: count,
      inputTokens,
      outputTokens,
      costUsd: priced === 0 ? null : costNano / NANO,
    })),
    ingresses: tallies('ingress', MOST_ENDPOINTS).map(({ name, count }) => ({ ingress: name, exchanges: count })),
    hours: summaries.hours(id, now),
    topRules: tallies('rule', TOP_RULES).map(({ name, count }) => ({ rule: name, findings: count })),
    aktoId: aktoCollectionId(agent),
  };
}

function medianFirstBytes(db: Db, agentId: number): Map<string, number> {
  const samples = new Map<string, number[]>();
  const rows = db
    .prepare<[number], { method: string; path: string; firstByteMs: number | null }>(
      `SELECT method, path, first_byte_ms AS firstByteMs FROM exchanges WHERE agent_id = ?
       ORDER BY seq DESC LIMIT ${MEDIAN_ROWS}`,
    )
    .all(agentId);
  for (const row of rows) {
    if (row.firstByteMs === null) continue;
    const name = endpointOf(row);
    const sample = samples.get(name);
    if (sample === undefined) samples.set(name, [row.firstByteMs]);
    else sample.push(row.firstByteMs);
  }
  return new Map([...samples].map(([name, sample]) => [name, median(sample)]));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Akto's id of a collection: Java's String.hashCode() of its name with `_` as `-`, over UTF-16 code units in 32 bits
 * (https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/String.html#hashCode()).
 */
export function aktoCollectionId(agent: string): number {
  let hash = 0;
  const name = agent.replaceAll('_', '-');
  for (let index = 0; index < name.length; index += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(index)) | 0;
  return hash;
}
