import { expect, test } from 'vitest';

import type { ExchangeRow, StoredFinding, StoredMessage } from '../../../shared/domain/index.ts';
import { ALLOW } from '../../../shared/domain/index.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { StoredExchange } from '../store/index.ts';
import { previewOf } from './preview.ts';
import { type RecordOptions, recordsOf } from './records.ts';
import { textOf } from './test-support/akto-server.ts';

const OPTIONS: RecordOptions = { maskPersonalData: false, isLiteLLM: true };
const ASKED =
  '{"model":"smart","n":12345678901234567890,"messages":[{"role":"user","content":"write to a@example.com"}]}';

function message(body: string | null, over: Partial<StoredMessage> = {}): StoredMessage {
  return {
    headers: [
      ['Content-Type', 'application/json'],
      ['Content-Length', '9'],
    ],
    body,
    bodyKind: 'json',
    sizeBytes: body?.length ?? 0,
    truncated: false,
    ...over,
  };
}

function exchange(row: Partial<ExchangeRow> = {}, over: Partial<StoredExchange> = {}): StoredExchange {
  return {
    row: {
      seq: 7,
      id: 'exchange-7',
      startedAt: 1_767_225_600_999,
      ingress: 'gateway',
      agent: 'search_agent',
      agentSource: 'key-alias',
      session: 's-1',
      dialect: 'openai-chat',
      method: 'POST',
      path: '/v1/chat/completions',
      operation: null,
      model: 'smart',
      status: 200,
      upstreamStatus: 200,
      state: 'complete',
      verdict: 'allow',
      policy: null,
      mode: 'block',
      findings: 0,
      severity: null,
      costUsd: null,
      priceDate: null,
      inputTokens: 1,
      outputTokens: 1,
      durationMs: 1,
      firstByteMs: 1,
      gateMs: 1,
      requestBytes: 1,
      responseBytes: 1,
      streamed: false,
      marks: [],
      ...row,
    },
    verdict: ALLOW,
    akto: null,
    request: message(ASKED, {
      headers: [
        ['Host', '127.0.0.1:4141'],
        ['X-A', '1'],
        ['x-a', '2'],
        ['authorization', 'Bearer [secret.authorization]'],
      ],
    }),
    response: message('{"choices":[{"message":{"role":"assistant","content":"done"}}]}'),
    findings: [],
    ...over,
  };
}

function made(stored: StoredExchange, options = OPTIONS): JsonObject[] {
  const records = recordsOf(stored, options);
  if (records.kind === 'unfit') throw new Error(records.reason);
  expect(records.sizeBytes).toBe(records.records.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0));
  return records.records.map((text) => JSON.parse(text) as JsonObject);
}

const inside = (record: JsonObject | undefined, name: string) => JSON.parse(textOf(record, name)) as JsonObject;

test('a record has exactly the fields of the contract', () => {
  const [record] = made(exchange());
  expect(record).toEqual({
    path: '/v1/chat/completions',
    method: 'POST',
    statusCode: '200',
    status: '200',
    time: '1767225600',
    type: null,
    ip: '127.0.0.1',
    destIp: '127.0.0.1',
    source: 'MIRRORING',
    akto_account_id: '1000000',
    akto_vxlan_id: '0',
    is_pending: 'false',
    direction: null,
    process_id: null,
    socket_id: null,
    daemonset_id: null,
    enabled_graph: null,
    requestHeaders: expect.any(String) as string,
    responseHeaders: '{"content-type":"application/json"}',
    requestPayload: `{"body":${ASKED}}`,
    responsePayload: '{"body":{"choices":[{"message":{"role":"assistant","content":"done"}}]}}',
    tag: expect.any(String) as string,
  });
  expect(inside(record, 'requestHeaders')).toEqual({
    'x-a': '1, 2',
    authorization: 'Bearer [secret.authorization]',
    host: 'search_agent',
    'x-sluice-exchange': 'exchange-7',
  });
  expect(inside(record, 'tag')).toEqual({
    'gen-ai': 'Gen AI',
    litellm: 'LiteLLM',
    model: 'smart',
    call_type: 'acompletion',
    key_alias: 'search_agent',
    session_id: 's-1',
  });
});

test.each<[Partial<ExchangeRow>, string]>([
  [{ state: 'blocked', status: 403, upstreamStatus: null }, '403'],
  [{ state: 'blocked', status: 200, dialect: 'mcp' }, '403'],
  [{ state: 'client-left', status: 200 }, '499'],
  [{ state: 'interrupted', status: null }, '499'],
  [{ state: 'upstream-error', status: 502 }, '502'],
  [{ state: 'upstream-error', status: 200 }, '502'],
  [{ state: 'upstream-error', status: null }, '502'],
  [{ state: 'refused', status: 413 }, '413'],
  [{ state: 'complete', status: 429 }, '429'],
])('%j goes as %s', (row, status) => {
  expect(made(exchange(row))[0]).toMatchObject({ statusCode: status, status });
});

test('a blocked exchange carries the reason and nothing of an answer', () => {
  const verdict = { ...ALLOW, kind: 'block' as const, reason: 'A secret would have left.' };
  const [record, ...more] = made(exchange({ state: 'blocked', status: 403 }, { verdict }));
  expect(record?.['responsePayload']).toBe(
    '{"body":{"x-blocked-by":"Akto Proxy","reason":"A secret would have left."}}',
  );
  expect(more).toEqual([]);
});

test('what is not JSON is a string in whole JSON; what is not there is empty', () => {
  const cut = exchange({}, { request: message('{"cut', { bodyKind: 'text' }), response: message(null) });
  expect(made(cut)[0]).toMatchObject({ requestPayload: '{"body":"{\\"cut"}', responsePayload: '{"body":{}}' });
  const image = exchange({}, { response: message(null, { bodyKind: 'binary', sizeBytes: 12 }) });
  expect(inside(made(image)[0], 'responsePayload')).toEqual({ body: '[binary, 12 bytes]' });
});

test('tool calls of the answer are records of their own, as /mcp or /tool/<name>', () => {
  const call = (name: string, args: string) => ({ id: 'c', type: 'function', function: { name, arguments: args } });
  const response = message(
    JSON.stringify({
      choices: [
        {
          message: {
            role: 'assistant',
            content: null,
            tool_calls: [
              call('web search', '{"q":"cats"}'),
              call('mcp__files__read', '{"path":"a"}'),
              call('odd', '{"'),
            ],
          },
        },
      ],
    }),
  );
  const [, search, mcp, odd] = made(exchange({}, { response }));
  expect(search).toMatchObject({
    path: '/tool/web%20search',
    method: 'POST',
    statusCode: '200',
    responsePayload: '{}',
  });
  expect(inside(search, 'requestPayload')).toEqual({ body: { q: 'cats' }, toolName: 'web search' });
  expect(inside(search, 'requestHeaders')).toMatchObject({ host: 'search_agent', 'x-sluice-exchange': 'exchange-7' });
  expect(inside(search, 'tag')).toMatchObject({ call_type: 'tool_call', tool_name: 'web search', session_id: 's-1' });
  expect(mcp?.['path']).toBe('/mcp');
  expect(inside(mcp, 'requestPayload')).toEqual({
    jsonrpc: '2.0',
    method: 'tools/call',
    params: { name: 'read', arguments: { path: 'a' } },
    id: 1,
  });
  expect(inside(mcp, 'tag')).toMatchObject({ 'mcp-server': 'MCP Server', mcp_server_name: 'files', tool_name: 'read' });
  expect(inside(odd, 'requestPayload')).toEqual({ body: '{"', toolName: 'odd' });
  // What a hook of LiteLLM tells of its tool calls is joined with the answer: Akto gets them from us.
  expect(made(exchange({ ingress: 'guardrail-api' }, { response }))).toHaveLength(4);
});

const EMAIL: StoredFinding = {
  id: 1,
  type: 'email',
  rule: 'pii.email',
  severity: 'medium',
  confidence: 0.9,
  side: 'request',
  role: 'user',
  pointer: '/messages/0/content',
  start: 'write to '.length,
  end: 'write to a@example.com'.length,
  view: 'raw',
  policy: null,
  action: 'allow',
  evidence: 'a•••@example.com',
};

test('personal data is masked when that is set, and goes as it is when it is not', () => {
  const stored = exchange({ findings: 1 }, { findings: [EMAIL] });
  expect(made(stored)[0]?.['requestPayload']).toContain('a@example.com');
  const masked = made(stored, { ...OPTIONS, maskPersonalData: true })[0]?.['requestPayload'];
  expect(masked).not.toContain(' a@example.com');
  expect(masked).toContain('a•••@example.com');
  expect(masked).toContain('12345678901234567890');
});

test('personal data that cannot be masked does not go', () => {
  const stored = exchange({ findings: 1 }, { findings: [{ ...EMAIL, pointer: '/nowhere' }] });
  expect(recordsOf(stored, { ...OPTIONS, maskPersonalData: true })).toEqual({
    kind: 'unfit',
    reason: 'personal data in the request could not be masked',
  });
});

test.each<[string, Partial<StoredExchange>, string]>([
  ['a body far above it', { response: message('[0,'.repeat(4_000_000)) }, 'responsePayload is 12.0 MB'],
  ['a string above 5 MB', { request: message(JSON.stringify('x'.repeat(5_000_000))) }, 'requestPayload is 5.0 MB'],
  [
    'a record above 10 MB',
    {
      // Each quote is two bytes more once it stands in a string of a string.
      request: message(JSON.stringify({ a: '"'.repeat(1_600_000) })),
      response: message(JSON.stringify({ a: '"'.repeat(1_600_000) })),
    },
    'Akto takes at most 10 MB',
  ],
  ['a body that was cut', { request: message('{"a', { truncated: true }) }, 'the request is not stored whole'],
  ['a body that was withheld', { response: message(null, { truncated: true }) }, 'the response was not stored'],
])('%s is said to be unfit, never cut', (_name, over, reason) => {
  const records = recordsOf(exchange({}, over), OPTIONS);
  expect(records.kind).toBe('unfit');
  expect((records as { reason: string }).reason).toContain(reason);
});

test('the preview is the body of the call, and counts what is redacted', () => {
  const preview = previewOf(exchange(), OPTIONS);
  expect(preview).toMatchObject({ exchangeId: 'exchange-7', path: '/api/ingestData', unfit: null, redacted: 1 });
  expect((JSON.parse(preview.body ?? '') as { batchData: unknown[] }).batchData).toEqual(made(exchange()));
  const unfit = previewOf(exchange({}, { request: message(null, { truncated: true }) }), OPTIONS);
  expect(unfit).toMatchObject({ body: null, unfit: 'the request was not stored' });
});

test('arguments of a tool nested 100,000 levels deep go as they are', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const call = { id: 'c', type: 'function', function: { name: 'dig', arguments: deep } };
  const answer = JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', tool_calls: [call] } }] });
  const made = recordsOf(exchange({}, { response: message(answer) }), OPTIONS);
  if (made.kind === 'unfit') throw new Error(made.reason);
  const [, dig] = made.records.map((text) => JSON.parse(text) as JsonObject);
  expect(dig).toMatchObject({ path: '/tool/dig', requestPayload: `{"body":${deep},"toolName":"dig"}` });
});

test('an exchange that cannot be told is unfit, and holds nothing up', () => {
  const broken = exchange({}, { findings: undefined as unknown as readonly StoredFinding[] });
  expect(recordsOf(broken, { ...OPTIONS, maskPersonalData: true })).toMatchObject({
    kind: 'unfit',
    reason: expect.stringContaining('it cannot be made into a record') as string,
  });
});
