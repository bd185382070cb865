/** Exchanges made up for tests: ordinary ones, with whatever a test wants different. */
import { ALLOW, type Verdict } from '../../../../shared/domain/index.ts';
import type { CloseRecord, FindingRecord, MessageRecord, OpenRecord } from '../store.ts';

/** 2026-01-01, on the hour. */
export const T0 = 1_767_225_600_000;

export function opened(id: string, over: Partial<OpenRecord> = {}): OpenRecord {
  return {
    id,
    startedAt: T0,
    ingress: 'gateway',
    agent: 'search-agent',
    agentSource: 'metadata',
    session: null,
    dialect: 'openai-chat',
    method: 'POST',
    path: '/v1/chat/completions',
    operation: null,
    model: 'gpt-5',
    mode: 'block',
    streamed: false,
    requestBytes: 40,
    ...over,
  };
}

export function jsonMessage(body: unknown, over: Partial<MessageRecord> = {}): MessageRecord {
  const text = JSON.stringify(body);
  return {
    headers: [['content-type', 'application/json']],
    body: text,
    bodyKind: 'json',
    sizeBytes: text.length,
    truncated: false,
    ...over,
  };
}

export const asking = (content: string) => jsonMessage({ model: 'gpt-5', messages: [{ role: 'user', content }] });
export const answering = (content: string) =>
  jsonMessage({ id: 'chatcmpl-1', choices: [{ index: 0, message: { role: 'assistant', content } }] });

export function closed(id: string, over: Partial<CloseRecord> = {}): CloseRecord {
  return {
    id,
    mode: 'block',
    session: null,
    state: 'complete',
    status: 200,
    upstreamStatus: 200,
    model: 'gpt-5',
    verdict: ALLOW,
    akto: null,
    findings: [],
    inputTokens: 12,
    outputTokens: 5,
    costUsd: null,
    priceDate: null,
    durationMs: 120.5,
    firstByteMs: 80.25,
    gateMs: 0.4,
    responseBytes: 200,
    streamed: false,
    marks: [],
    request: asking('hello'),
    response: answering('hi there'),
    ...over,
  };
}

export function finding(over: Partial<FindingRecord> = {}): FindingRecord {
  return {
    type: 'email',
    rule: 'pii.email',
    severity: 'medium',
    confidence: 0.9,
    side: 'request',
    role: 'user',
    pointer: '/messages/0/content',
    start: 0,
    end: 5,
    view: 'raw',
    policy: 'Personal data',
    action: 'alert',
    evidence: 'j•••@example.com',
    ...over,
  };
}

export const BLOCKED: Verdict = {
  kind: 'block',
  policyId: 'secrets',
  policyName: 'Secrets',
  rule: 'secrets.openai-api-key',
  severity: 'critical',
  at: { side: 'request', pointer: '/messages/0/content', start: 0, end: 5 },
  reason: 'A secret would have left.',
};
