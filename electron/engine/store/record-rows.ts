/** What a record makes of a row: at an exchange's arrival and at its end. */
import type { ExchangeRow, ViolationStatus } from '../../../shared/domain/index.ts';
import { worst } from './rows.ts';
import type { CloseRecord, FindingRecord, OpenRecord } from './store.ts';

/** Of an exchange that has just arrived. */
export function openRow(record: OpenRecord, seq: number): ExchangeRow {
  return {
    ...record,
    seq,
    status: null,
    upstreamStatus: null,
    state: 'open',
    verdict: null,
    policy: null,
    findings: 0,
    severity: null,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    priceDate: null,
    durationMs: null,
    firstByteMs: null,
    gateMs: null,
    responseBytes: 0,
    marks: [],
  };
}

/** An open row and its end; what is `clean` has been redacted. */
export function closedRow(
  row: ExchangeRow,
  record: CloseRecord,
  { findings, marks, model, session }: Pick<CloseRecord, 'findings' | 'marks' | 'model' | 'session'>,
): ExchangeRow {
  return {
    ...row,
    mode: record.mode,
    session,
    state: record.state,
    status: record.status,
    upstreamStatus: record.upstreamStatus,
    model: model ?? row.model,
    verdict: record.verdict.kind,
    policy: record.verdict.policyName,
    findings: findings.length,
    severity: worst([record.verdict.severity, ...findings.map(({ severity }) => severity)]),
    inputTokens: record.inputTokens,
    outputTokens: record.outputTokens,
    costUsd: record.costUsd,
    priceDate: record.priceDate,
    durationMs: record.durationMs,
    firstByteMs: record.firstByteMs,
    gateMs: record.gateMs,
    requestBytes: record.request.sizeBytes,
    responseBytes: record.responseBytes,
    streamed: record.streamed,
    marks,
  };
}

/** In the order of the statement that inserts one. */
export function findingValues(finding: FindingRecord, seq: number, status: ViolationStatus | null): unknown[] {
  return [
    seq,
    finding.type,
    finding.rule,
    finding.severity,
    finding.confidence,
    finding.side,
    finding.role,
    finding.pointer,
    finding.start,
    finding.end,
    finding.view,
    finding.policy,
    finding.action,
    finding.evidence,
    status,
  ];
}
