/** A record that says of itself what it is, for a person to find in Akto. */
import { ALLOW } from '../../../shared/domain/index.ts';
import type { StoredExchange } from '../store/index.ts';
import { recordsOf } from './records.ts';

/** Name of the collection it makes in Akto. */
export const TEST_COLLECTION = 'sluice-connection-test';

export function testRecord(at: Date): string {
  const made = recordsOf(exchange(at), { maskPersonalData: false, isLiteLLM: false });
  const [record] = made.kind === 'records' ? made.records : [];
  return record ?? '';
}

const REQUEST = '{"model":"none","messages":[{"role":"user","content":"Is Sluice connected to Akto?"}]}';
const RESPONSE = '{"choices":[{"index":0,"message":{"role":"assistant","content":"It is."},"finish_reason":"stop"}]}';

function exchange(at: Date): StoredExchange {
  const message = (body: string) => ({
    headers: [['content-type', 'application/json']] as const,
    body,
    bodyKind: 'json' as const,
    sizeBytes: body.length,
    truncated: false,
  });
  return {
    row: {
      seq: 0,
      id: `test-${at.getTime()}`,
      startedAt: at.getTime(),
      ingress: 'gateway',
      agent: TEST_COLLECTION,
      agentSource: 'header',
      session: null,
      dialect: 'openai-chat',
      method: 'POST',
      path: '/v1/chat/completions',
      operation: null,
      model: 'none',
      status: 200,
      upstreamStatus: 200,
      state: 'complete',
      verdict: 'allow',
      policy: null,
      mode: 'log',
      findings: 0,
      severity: null,
      inputTokens: null,
      outputTokens: null,
      costUsd: null,
      priceDate: null,
      durationMs: 0,
      firstByteMs: 0,
      gateMs: 0,
      requestBytes: REQUEST.length,
      responseBytes: RESPONSE.length,
      streamed: false,
      marks: [],
    },
    verdict: ALLOW,
    akto: null,
    request: message(REQUEST),
    response: message(RESPONSE),
    findings: [],
  };
}
