/** interfaces.md, "What a blocked client gets", line by line. */
import { describe, expect, test } from 'vitest';

import type { DialectId } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { dialectById } from './index.ts';

const denial = {
  status: 403,
  code: 'blocked_by_policy',
  message: 'Blocked by policy Cards.',
  exchangeId: 'e1',
  requestId: 7,
};
const answer = (id: DialectId, over: Partial<typeof denial> = {}) => {
  const { status, headers, body } = dialectById(id).deny({ ...denial, ...over });
  expect(headers).toContainEqual(['content-type', 'application/json']);
  return { status, headers: Object.fromEntries(headers), body: JSON.parse(body) as JsonValue };
};
const OPENAI = {
  error: { message: denial.message, type: 'permission_error', param: null, code: 'blocked_by_policy' },
};

test.each([
  'openai-chat',
  'openai-completions',
  'openai-embeddings',
  'openai-moderations',
  'openai-responses',
  'json',
  'text',
  'none',
] as const)('%s: as OpenAI', (id) => {
  expect(answer(id)).toMatchObject({ status: 403, body: OPENAI });
});

test('anthropic: its own object, and the id of the request', () => {
  expect(answer('anthropic-messages')).toEqual({
    status: 403,
    headers: { 'content-type': 'application/json', 'request-id': 'req_e1' },
    body: { type: 'error', error: { type: 'permission_error', message: denial.message } },
  });
});

test('gemini, ollama', () => {
  expect(answer('gemini').body).toEqual({
    error: { code: 403, status: 'PERMISSION_DENIED', message: denial.message },
  });
  expect(answer('ollama').body).toEqual({ error: denial.message });
});

test('mcp: an answer to the call, not a failure of the transport', () => {
  expect(answer('mcp')).toMatchObject({
    status: 200,
    body: { jsonrpc: '2.0', id: 7, error: { code: -32003, message: denial.message } },
  });
});

test('bedrock: what AWS’s SDKs read, and OpenAI’s for everybody else', () => {
  const { status, headers, body } = answer('bedrock');
  expect([status, headers['x-amzn-errortype']]).toEqual([403, 'AccessDeniedException']);
  expect(body).toEqual({ message: denial.message, ...OPENAI });
});

describe('our other errors', () => {
  test.each([
    ['openai-chat', 401, 'unauthorized', { error: { type: 'authentication_error', code: 'unauthorized' } }],
    ['openai-chat', 413, 'body_too_large', { error: { type: 'invalid_request_error', code: 'body_too_large' } }],
    ['openai-chat', 502, 'upstream_unreachable', { error: { type: 'server_error', code: 'upstream_unreachable' } }],
    ['anthropic-messages', 401, 'unauthorized', { error: { type: 'authentication_error' } }],
    ['anthropic-messages', 413, 'body_too_large', { error: { type: 'request_too_large' } }],
    ['anthropic-messages', 504, 'upstream_timeout', { error: { type: 'timeout_error' } }],
    ['anthropic-messages', 508, 'loop', { error: { type: 'api_error' } }],
    ['gemini', 502, 'upstream_unreachable', { error: { code: 502, status: 'UNAVAILABLE' } }],
    ['gemini', 504, 'upstream_timeout', { error: { code: 504, status: 'DEADLINE_EXCEEDED' } }],
    ['gemini', 508, 'loop', { error: { code: 508, status: 'INTERNAL' } }],
    ['mcp', 502, 'upstream_unreachable', { id: 7, error: { code: -32000 } }],
  ] as const)('%s %d %s', (id, status, code, body) => {
    const { status: sent, body: said } = answer(id, { status, code });
    expect(sent).toBe(status);
    expect(said).toMatchObject(body);
  });
});

describe('the end of a stream that had begun', () => {
  const cut = (id: DialectId) => dialectById(id).cutStream(denial);

  test('OpenAI: an error event, which raises, then the end', () => {
    const end = `data: ${JSON.stringify(OPENAI)}\n\ndata: [DONE]\n\n`;
    for (const id of ['openai-chat', 'openai-completions'] as const) expect(cut(id)).toBe(end);
    expect(cut('openai-responses').endsWith(end)).toBe(true);
    const [event, data] = cut('openai-responses').split('\n');
    expect(event).toBe('event: response.failed');
    expect(JSON.parse(data?.slice('data: '.length) ?? '')).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'blocked_by_policy', message: denial.message } },
    });
  });

  test('Anthropic, Gemini, Ollama, MCP', () => {
    expect(cut('anthropic-messages')).toBe(
      `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type: 'permission_error', message: denial.message } })}\n\n`,
    );
    expect(JSON.parse(cut('gemini').slice('data: '.length))).toMatchObject({
      candidates: [{ finishReason: 'SAFETY' }],
    });
    expect(cut('ollama')).toBe(`${JSON.stringify({ error: denial.message })}\n`);
    expect(cut('mcp')).toContain('"id":7,"error":{"code":-32003');
  });

  test('unknown: the connection is closed', () => {
    for (const id of ['json', 'text', 'none', 'bedrock', 'realtime'] as const) expect(cut(id)).toBe('');
  });
});
