/** Numbers in tool calls pass a whole engine, in every dialect: judged, masked, put back, and redacted in the store. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Behaviour, ExchangeDetail, Policy } from '../../../shared/domain/index.ts';
import { FOUND, NUMBER_CASES, type NumberCase, VALUES, isString } from '../dialects/test-support/number-cases.ts';
import { dialectById } from '../dialects/index.ts';
import { assemble } from '../dialects/test-support/stream.ts';
import { policy } from '../policy/test-support/make.ts';
import { type TestEngine, launchEngine } from '../test-support/engine.ts';
import { type TestServer, startServer } from '../test-support/http-server.ts';

const TYPES = ['credit_card', 'ssn', 'phone_number', 'cvv'];
const DIGITS = Object.values(FOUND).map(([, digits]) => digits);

function acting(agent: string, onRequest: Behaviour, onResponse: Behaviour, over: Partial<Policy> = {}): Policy {
  return policy(agent, { agents: [agent], rules: TYPES.map((type) => ({ type, onRequest, onResponse })), ...over });
}

interface Answer {
  readonly type: string;
  readonly body: string | Buffer;
}

let upstream: TestServer;
let engine: TestEngine;
let folder: string;
let asked = 0;
/** What the upstream says to a body. */
let say: (body: string) => Answer = () => ({ type: 'application/json', body: '{}' });

beforeAll(async () => {
  upstream = await startServer((_request, response, bytes) => {
    const { type, body } = say(bytes.toString());
    response.writeHead(200, { 'content-type': type });
    response.end(body);
  });
  folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
  const policies = [
    acting('asking', 'block', 'none'),
    acting('answered', 'none', 'block'),
    acting('hidden', 'mask', 'none', { restoreInAnswer: true }),
    acting('hiding', 'none', 'mask'),
  ];
  const options = { upstream: upstream.url, saved: { mode: 'block' as const, keyAliasLookup: false }, policies };
  engine = await launchEngine(options, folder);
});

afterAll(async () => {
  await engine.engine.stop(100);
  await upstream.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function post(
  item: NumberCase,
  agent: string,
  values: string,
): Promise<{ text: string; record: ExchangeDetail }> {
  asked += 1;
  const headers = { 'content-type': 'application/json', 'x-agent-name': agent };
  const answer = await fetch(engine.url + item.path, { method: 'POST', headers, body: item.request(values) });
  // A stream of no known format ends with its connection.
  const text = await answer.text().catch(() => '');
  const [record] = (await engine.settled(asked)).slice(-1);
  if (record === undefined) throw new Error('nothing was recorded');
  return { text, record };
}

const whole = (item: NumberCase, values: string): Answer => ({ type: 'application/json', body: item.answer(values) });
const streamed = (item: NumberCase, values: string): Answer => ({
  type: item.id === 'ollama' ? 'application/x-ndjson' : 'text/event-stream',
  body: item.stream?.(values) ?? '',
});
const plain = (text: string) => text.replaceAll('\\"', '"');
/** The values in a body, from the first brace to the last. */
const valuesIn = (body: string) => /\{"payment".*?\}\}/.exec(plain(body))?.[0] ?? '';

describe.each(NUMBER_CASES)('$id', (item) => {
  test('in a request they are blocked, and the record says where they stand', async () => {
    const before = upstream.received.length;
    const { text, record } = await post(item, 'asking', VALUES);
    expect(text).toContain('Policy asking');
    expect(upstream.received.length).toBe(before);
    expect(record.row).toMatchObject({ state: 'blocked', verdict: 'block' });
    const found = record.findings.map(({ type, pointer }) => [type, pointer]).toSorted();
    const expected = Object.entries(FOUND).map(([type, [at]]) => {
      return [type.replace('long', 'credit'), isString(item) ? item.asked : item.asked + at];
    });
    expect(found).toEqual(expected.toSorted());
  });

  // The answer to a signed request is read, too; nothing of it may be changed.
  test('in an answer that came whole they are blocked', async () => {
    say = () => whole(item, VALUES);
    const { text, record } = await post(item, 'answered', '{"payment":{"to":"Ann"}}');
    for (const digits of DIGITS) expect(text).not.toContain(digits);
    expect(record.row).toMatchObject({ state: 'blocked', verdict: 'block', upstreamStatus: 200 });
    expect(record.findings.filter(({ side }) => side === 'response')).toHaveLength(DIGITS.length);
  });
});

describe.each(NUMBER_CASES.filter(({ stream }) => stream !== null))('$id, which may be rewritten', (item) => {
  test('a stream with one of them ends before it', async () => {
    say = () => streamed(item, VALUES);
    const { text, record } = await post(item, 'answered', '{"payment":{"to":"Ann"}}');
    for (const digits of DIGITS) expect(plain(text)).not.toContain(digits.slice(0, 3));
    expect(record.row).toMatchObject({ state: 'blocked', verdict: 'block', upstreamStatus: 200 });
    expect(record.row.marks).toContain('stream-cut');
  });

  test.each([
    ['whole', whole],
    ['streamed', streamed],
  ])('masked on the way to the model, they are numbers again for the client: %s', async (_, tell) => {
    let heard = '';
    say = (body) => {
      heard = body;
      return tell(item, valuesIn(body));
    };
    const { text, record } = await post(item, 'hidden', VALUES);
    expect(JSON.parse(heard)).toMatchObject({});
    expect(JSON.parse(valuesIn(heard))).toEqual({
      payment: { card: '[CARD_1]', cards: ['[CARD_2]'], ssn: '[SSN_1]', phone: '[PHONE_1]', cvv: '[CARD_CODE_1]' },
    });
    expect(record.row.marks).toEqual(expect.arrayContaining(['masked', 'answer-restored']));
    const said = tell === streamed ? JSON.stringify(assemble(dialectById(item.id), text).message) : text;
    expect(valuesIn(said)).toBe(VALUES);
  });
});

/** The text of a tool result that is JSON, as each API carries it: a string. */
const RESULTS: readonly (readonly [id: string, path: string, body: (text: string) => string])[] = [
  [
    'openai-chat',
    '/v1/chat/completions',
    (text) => `{"messages":[{"role":"user","content":"Go on."},{"role":"tool","tool_call_id":"t","content":${text}}]}`,
  ],
  [
    'openai-responses',
    '/v1/responses',
    (text) => `{"input":[{"type":"function_call_output","call_id":"t","output":${text}}]}`,
  ],
  [
    'anthropic-messages',
    '/v1/messages',
    (text) => `{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":${text}}]}]}`,
  ],
  ['ollama', '/api/chat', (text) => `{"messages":[{"role":"tool","content":${text}}]}`],
];

test.each(RESULTS)('a tool result of %s that is JSON stays JSON', async (_, path, body) => {
  let heard = '';
  say = (asking) => {
    heard = asking;
    return { type: 'application/json', body: '{}' };
  };
  asked += 1;
  const headers = { 'content-type': 'application/json', 'x-agent-name': 'hidden' };
  const answer = await fetch(engine.url + path, { method: 'POST', headers, body: body(JSON.stringify(VALUES)) });
  expect(answer.status).toBe(200);
  expect(JSON.parse(heard)).toMatchObject({});
  expect(JSON.parse(valuesIn(heard))).toMatchObject({ payment: { card: '[CARD_1]', cvv: '[CARD_CODE_1]' } });
});

test.each([
  ['application/json', (event: string) => event],
  ['text/event-stream', (event: string) => `data: ${event}\n\n`],
])('a tool of MCP that repeats what it got gives numbers back, also in a text: %s', async (type, tell) => {
  const item = NUMBER_CASES.find(({ id }) => id === 'mcp')!;
  say = (body) => {
    const text = JSON.stringify(valuesIn(body));
    return { type, body: tell(`{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":${text}}]}}`) };
  };
  const { text, record } = await post(item, 'hidden', VALUES);
  expect(valuesIn(text)).toBe(VALUES);
  expect(record.row.marks).toEqual(expect.arrayContaining(['masked', 'answer-restored']));
});

test('a streamed tool result of MCP that is JSON stays JSON', async () => {
  const item = NUMBER_CASES.find(({ id }) => id === 'mcp')!;
  const text = JSON.stringify(VALUES);
  const event = `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":${text}}]}}`;
  say = () => ({ type: 'text/event-stream', body: `data: ${event}\n\n` });
  const { text: told } = await post(item, 'hiding', '{"payment":{"to":"Ann"}}');
  expect(JSON.parse(valuesIn(told))).toMatchObject({ payment: { card: '[CARD_1]', cvv: '[CARD_CODE_1]' } });
});

test('a number that is a secret is in no file of the data folder, and its bodies stay JSON', async () => {
  const secret = '73519460';
  const values = `{"payment":{"password":${secret},"again":[${secret}],"id":90071992547409931234}}`;
  const records: [string, ExchangeDetail][] = [];
  for (const item of NUMBER_CASES) {
    say = () => whole(item, values);
    records.push([item.id, (await post(item, 'nobody', values)).record]);
    if (item.stream === null) continue;
    say = () => streamed(item, values);
    records.push([item.id, (await post(item, 'nobody', values)).record]);
  }
  for (const [id, { request, response }] of records) {
    for (const body of [request.body, response.body]) {
      expect([id, body]).not.toEqual([id, expect.stringContaining(secret)]);
      expect([id, plain(body ?? '')]).toEqual([id, expect.stringContaining('90071992547409931234')]);
      expect(() => JSON.parse(body ?? '') as unknown).not.toThrow();
    }
  }
  await engine.engine.stop(100);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name), 'latin1');
    expect(bytes.includes(secret), entry.name).toBe(false);
  }
});
