import type { ExchangeRow, StoredFinding } from '../../shared/domain/index.ts';

/** An ordinary exchange, but for what a test says. */
export function exchangeRow(patch: Partial<ExchangeRow> = {}): ExchangeRow {
  const seq = patch.seq ?? 1;
  return {
    seq,
    id: `exchange-${seq}`,
    startedAt: 1_700_000_000_000 + seq,
    ingress: 'gateway',
    agent: 'search-agent',
    agentSource: 'metadata',
    session: null,
    dialect: 'openai-chat',
    method: 'POST',
    path: '/v1/chat/completions',
    operation: null,
    model: 'gpt-test',
    status: 200,
    upstreamStatus: 200,
    state: 'complete',
    verdict: 'allow',
    policy: null,
    mode: 'block',
    findings: 0,
    severity: null,
    inputTokens: 10,
    outputTokens: 5,
    costUsd: 0.0012,
    priceDate: '2026-01-01',
    durationMs: 100,
    firstByteMs: 50,
    gateMs: 0.4,
    requestBytes: 100,
    responseBytes: 200,
    streamed: false,
    marks: [],
    ...patch,
  };
}

/** A payment card in the first message, but for what a test says. */
export function storedFinding(patch: Partial<StoredFinding> = {}): StoredFinding {
  return {
    id: 1,
    type: 'credit_card',
    rule: 'pii.credit-card',
    severity: 'high',
    confidence: 1,
    side: 'request',
    role: 'user',
    pointer: '/messages/0/content',
    start: 0,
    end: 4,
    view: 'raw',
    policy: 'Payment data',
    action: 'block',
    evidence: '•••• 4242',
    ...patch,
  };
}
