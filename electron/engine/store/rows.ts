/** ExchangeRow to and from its columns. */
import type { ExchangeRow, Severity } from '../../../shared/domain/index.ts';
import { severityRank } from '../../../shared/domain/index.ts';
import type { PackRef } from './packs.ts';

/** Money is stored in whole billionths of a dollar, so that sums stay exact whatever is added and taken away. */
export const NANO = 1_000_000_000;

export function toNano(usd: number | null): number | null {
  return usd === null ? null : Math.round(usd * NANO);
}

/** In the order in which rowValues gives them. `agent_id` stands for the agent's name. */
export const ROW_COLUMNS = [
  'seq',
  'id',
  'started_at',
  'ingress',
  'agent_id',
  'agent_source',
  'session',
  'dialect',
  'method',
  'path',
  'model',
  'status',
  'upstream_status',
  'state',
  'verdict',
  'policy',
  'mode',
  'findings',
  'severity',
  'input_tokens',
  'output_tokens',
  'cost_nano',
  'price_date',
  'duration_ms',
  'first_byte_ms',
  'gate_ms',
  'request_bytes',
  'response_bytes',
  'streamed',
  'marks',
  'pack_id',
  'pack_start',
  'pack_length',
  'operation',
] as const;

export function rowValues(row: ExchangeRow, agentId: number, pack: PackRef | null): unknown[] {
  return [
    row.seq,
    row.id,
    row.startedAt,
    row.ingress,
    agentId,
    row.agentSource,
    row.session,
    row.dialect,
    row.method,
    row.path,
    row.model,
    row.status,
    row.upstreamStatus,
    row.state,
    row.verdict,
    row.policy,
    row.mode,
    row.findings,
    row.severity,
    row.inputTokens,
    row.outputTokens,
    toNano(row.costUsd),
    row.priceDate,
    row.durationMs,
    row.firstByteMs,
    row.gateMs,
    row.requestBytes,
    row.responseBytes,
    row.streamed ? 1 : 0,
    row.marks.length === 0 ? null : JSON.stringify(row.marks),
    pack?.id ?? null,
    pack?.start ?? null,
    pack?.length ?? null,
    row.operation,
  ];
}

/** What the end of an exchange changes. The others stand in indexes, which would be rewritten with them. */
export const CLOSE_COLUMNS = [
  'mode',
  'session',
  'model',
  'status',
  'upstream_status',
  'state',
  'verdict',
  'policy',
  'findings',
  'severity',
  'input_tokens',
  'output_tokens',
  'cost_nano',
  'price_date',
  'duration_ms',
  'first_byte_ms',
  'gate_ms',
  'request_bytes',
  'response_bytes',
  'streamed',
  'marks',
  'pack_id',
  'pack_start',
  'pack_length',
] as const;

/** In the order of {@link CLOSE_COLUMNS}. */
export function closeValues(row: ExchangeRow, pack: PackRef | null): unknown[] {
  return [
    row.mode,
    row.session,
    row.model,
    row.status,
    row.upstreamStatus,
    row.state,
    row.verdict,
    row.policy,
    row.findings,
    row.severity,
    row.inputTokens,
    row.outputTokens,
    toNano(row.costUsd),
    row.priceDate,
    row.durationMs,
    row.firstByteMs,
    row.gateMs,
    row.requestBytes,
    row.responseBytes,
    row.streamed ? 1 : 0,
    row.marks.length === 0 ? null : JSON.stringify(row.marks),
    pack?.id ?? null,
    pack?.start ?? null,
    pack?.length ?? null,
  ];
}

/** Selects what {@link toRow} reads, from `exchanges e JOIN agents a ON a.id = e.agent_id`. */
export const ROW_SELECT = `e.seq, e.id, e.started_at AS startedAt, e.ingress, a.name AS agent,
  e.agent_source AS agentSource, e.session, e.dialect, e.method, e.path, e.operation, e.model, e.status,
  e.upstream_status AS upstreamStatus, e.state, e.verdict, e.policy, e.mode, e.findings, e.severity,
  e.input_tokens AS inputTokens, e.output_tokens AS outputTokens,
  e.cost_nano AS costNano, e.price_date AS priceDate, e.duration_ms AS durationMs,
  e.first_byte_ms AS firstByteMs, e.gate_ms AS gateMs, e.request_bytes AS requestBytes,
  e.response_bytes AS responseBytes, e.streamed, e.marks`;

export const ROW_FROM = 'exchanges e JOIN agents a ON a.id = e.agent_id';

export type RawRow = Omit<ExchangeRow, 'streamed' | 'marks' | 'costUsd'> & {
  streamed: number;
  marks: string | null;
  costNano: number | null;
};

/** Takes the columns of the row alone, whatever else was selected. */
export function toRow(raw: RawRow): ExchangeRow {
  return {
    seq: raw.seq,
    id: raw.id,
    startedAt: raw.startedAt,
    ingress: raw.ingress,
    agent: raw.agent,
    agentSource: raw.agentSource,
    session: raw.session,
    dialect: raw.dialect,
    method: raw.method,
    path: raw.path,
    operation: raw.operation,
    model: raw.model,
    status: raw.status,
    upstreamStatus: raw.upstreamStatus,
    state: raw.state,
    verdict: raw.verdict,
    policy: raw.policy,
    mode: raw.mode,
    findings: raw.findings,
    severity: raw.severity,
    inputTokens: raw.inputTokens,
    outputTokens: raw.outputTokens,
    costUsd: raw.costNano === null ? null : raw.costNano / NANO,
    priceDate: raw.priceDate,
    durationMs: raw.durationMs,
    firstByteMs: raw.firstByteMs,
    gateMs: raw.gateMs,
    requestBytes: raw.requestBytes,
    responseBytes: raw.responseBytes,
    streamed: raw.streamed !== 0,
    marks: raw.marks === null ? [] : (JSON.parse(raw.marks) as string[]),
  };
}

/** The most severe of them; null for none. */
export function worst(severities: Iterable<Severity | null>): Severity | null {
  let found: Severity | null = null;
  for (const severity of severities) {
    if (severity !== null && (found === null || severityRank(severity) > severityRank(found))) found = severity;
  }
  return found;
}
