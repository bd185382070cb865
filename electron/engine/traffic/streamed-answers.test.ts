import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Behaviour, ExchangeDetail, Policy } from '../../../shared/domain/index.ts';
import { sseData } from '../dialects/test-support/sample.ts';
import { told } from '../dialects/test-support/tellers.ts';
import { DEFAULT_POLICIES } from '../policy/index.ts';
import { policy } from '../policy/test-support/make.ts';
import { type TestEngine, launchEngine } from '../test-support/engine.ts';
import { type TestServer, startServer } from '../test-support/http-server.ts';

/** Luhn-valid test numbers of the card networks' documentation. */
const CARD = ['4242', '4242', '4242', '4242'].join(' ');
const MAIL = 'eve@example.com';
const PROSE = 'The weather in Oslo is fine today, and it will stay so until the weekend, they say.';

const on = (type: string, onResponse: Behaviour): Policy =>
  policy('answers', { name: 'Answers', rules: [{ type, onRequest: 'none', onResponse }] });

const inPieces = (text: string, length: number): string[] =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));

const PATHS: Readonly<Record<string, string>> = {
  'openai-chat': '/v1/chat/completions',
  'openai-responses': '/v1/responses',
  'anthropic-messages': '/v1/messages',
  gemini: '/v1beta/models/gemini-made-up:streamGenerateContent?alt=sse',
  ollama: '/api/chat',
};
const typeOf = (id: string): string => (id === 'ollama' ? 'application/x-ndjson' : 'text/event-stream');

/** Agents, and what the policies say about answers to them. */
const POLICIES: readonly Policy[] = [
  ...DEFAULT_POLICIES,
  { ...on('credit_card', 'block'), agents: ['blocked', 'logged'] },
  { ...on('credit_card', 'mask'), id: 'masks', agents: ['masked'] },
  { ...on('*', 'block'), id: 'others', agents: ['somebody-else'] },
  policy('restore', {
    restoreInAnswer: true,
    agents: ['restored'],
    rules: [{ type: 'email', onRequest: 'mask', onResponse: 'none' }],
  }),
];

type Answer = (response: ServerResponse) => void;

let answerNext: Answer = () => undefined;
let upstream: TestServer;
let shared: TestEngine;
let folder = '';
let asked = 0;

beforeAll(async () => {
  upstream = await startServer((_request, response) => answerNext(response));
  folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
  const saved = { mode: 'block', keyAliasLookup: false, collectionModes: { logged: 'log' } } as const;
  shared = await launchEngine({ upstream: upstream.url, saved, policies: POLICIES }, folder);
});

afterAll(async () => {
  await shared.engine.stop(100);
  await upstream.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The record of the last question. That tokens were estimated, as in most of these streams, is no matter here. */
async function recorded(): Promise<ExchangeDetail> {
  const { row, ...rest } = (await shared.settled(asked)).at(-1)!;
  return { ...rest, row: { ...row, marks: row.marks.filter((mark) => mark !== 'tokens-estimated') } };
}

function streams(bytes: Buffer, id: string, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': typeOf(id), ...headers });
    response.end(bytes);
  };
}

interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly chunks: readonly Buffer[];
  readonly text: string;
  /** The answer ended as HTTP says it must. */
  readonly complete: boolean;
}

/** Posts as an agent and keeps what came, in the chunks in which it came. */
async function ask(agent: string, path: string, answer: Answer, onChunk?: (soFar: string) => void): Promise<Heard> {
  answerNext = answer;
  asked += 1;
  const headers = { 'content-type': 'application/json', 'x-agent-name': agent };
  const request = httpRequest(shared.url + path, { method: 'POST', headers });
  request.end('{"stream":true,"model":"made-up"}');
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    onChunk?.(Buffer.concat(chunks).toString());
  });
  response.on('error', () => undefined);
  await new Promise((resolve) => response.once('close', resolve));
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, chunks, text, complete: response.complete };
}

describe('nothing waits where nothing can be stopped', () => {
  /** Writes a piece only when the client has the one before: held back by a byte, it would never end. */
  function lockstep(pieces: readonly string[]) {
    let next = 0;
    let write: (() => void) | null = null;
    const answer = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      write = () => {
        const piece = pieces[next];
        next += 1;
        if (piece === undefined) response.end('data: [DONE]\n\n');
        else response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: piece } }] })}\n\n`);
      };
      write();
    };
    const onChunk = (soFar: string): void => {
      if (soFar.split('\n\n').length - 1 === next) write?.();
    };
    return { answer, onChunk };
  }

  test.each([
    ['Block mode, the default policies', 'anybody'],
    ['Log mode, a policy that would block', 'logged'],
  ])('%s', async (_name, agent) => {
    const { answer, onChunk } = lockstep(inPieces(`Your card is ${CARD}, mail ${MAIL}.`, 3));
    const heard = await ask(agent, '/v1/chat/completions', answer, onChunk);
    expect(heard).toMatchObject({ status: 200, complete: true });
    const { row, findings } = await recorded();
    expect(row).toMatchObject({ state: 'complete', streamed: true, marks: [] });
    expect(findings.map(({ type }) => type)).toContain('credit_card');
  });
});

describe.each(told)('$id in Block mode', ({ id, tell, textOf }) => {
  const path = PATHS[id] ?? '/';

  test('nothing found: the bytes are the same', async () => {
    const bytes = tell(inPieces(PROSE, 4));
    const heard = await ask('blocked', path, streams(bytes, id));
    expect(heard.text).toBe(bytes.toString());
    expect(heard.complete).toBe(true);
    expect((await recorded()).row).toMatchObject({ state: 'complete', dialect: id, verdict: 'allow', marks: [] });
  });

  test('a finding ends the stream, and nothing of it is delivered', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const bytes = tell(inPieces(`Your card is ${CARD}, is it not?`, 5));
    const answer = (response: ServerResponse): void => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-type': typeOf(id) });
      // The upstream would go on for ever.
      response.write(bytes);
    };
    const heard = await ask('blocked', path, answer);
    expect(heard).toMatchObject({ status: 200, complete: true });
    expect(heard.text).not.toContain('4242');
    expect(heard.text).toContain("policy 'Answers'");
    expect('Your card is ').toContain(textOf(Buffer.from(heard.text)));
    await closed;
    const { row, findings } = await recorded();
    expect(row).toMatchObject({
      state: 'blocked',
      status: 200,
      upstreamStatus: 200,
      verdict: 'block',
      policy: 'Answers',
      dialect: id,
      marks: ['stream-cut'],
    });
    expect(findings).toMatchObject([{ type: 'credit_card', side: 'response', action: 'block' }]);
  });

  test('masked', async () => {
    const heard = await ask('masked', path, streams(tell(inPieces(`It is ${CARD}.`, 5)), id));
    expect(textOf(Buffer.from(heard.text))).toBe('It is [CARD_1].');
    expect((await recorded()).row).toMatchObject({ state: 'complete', verdict: 'mask', marks: ['answer-masked'] });
  });
});

test('chunks arrive as the upstream wrote them, but for the tail that waits', async () => {
  const events = [...inPieces('One two, three four. ', 3), ...inPieces(PROSE, 40)].map(
    (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`,
  );
  events.push('data: [DONE]\n\n');
  const { chunks } = await ask('blocked', '/v1/chat/completions', (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of events) response.write(event);
    response.end();
  });
  expect(chunks.map(String)).toEqual(events);
});

test('the arguments of a tool call are guarded like any text', async () => {
  const call = (text: string) => ({
    choices: [
      { index: 0, delta: { tool_calls: [{ index: 0, id: 'c1', function: { name: 'pay', arguments: text } }] } },
    ],
  });
  const pieces = inPieces(`{"amount": 3, "card": "${CARD}"}`, 4);
  const answer = streams(sseData([...pieces.map(call), '[DONE]']), 'openai-chat');
  const heard = await ask('blocked', '/v1/chat/completions', answer);
  expect(heard.text).not.toContain('4242');
  expect(await recorded()).toMatchObject({
    row: { state: 'blocked' },
    findings: [{ pointer: '/choices/0/message/tool_calls/0/function/arguments', action: 'block' }],
  });
});

test('a compressed stream is opened, judged and sent on plain', async () => {
  const bytes = told[0]!.tell(inPieces(`It is ${CARD}.`, 5));
  const answer = streams(gzipSync(bytes), 'openai-chat', { 'content-encoding': 'gzip' });
  const heard = await ask('masked', '/v1/chat/completions', answer);
  expect(heard.headers).not.toHaveProperty('content-encoding');
  expect(told[0]!.textOf(Buffer.from(heard.text))).toBe('It is [CARD_1].');
});

test('a compressed stream that is broken breaks for the client too', async () => {
  const broken = gzipSync(told[0]!.tell([PROSE])).fill(7, 12);
  const answer = streams(broken, 'openai-chat', { 'content-encoding': 'gzip' });
  expect(await ask('blocked', '/v1/chat/completions', answer)).toMatchObject({ complete: false });
  expect((await recorded()).row).toMatchObject({ state: 'upstream-error' });
});

test('Gemini without alt=sse flows as one JSON array, and is cut as one', async () => {
  const chunk = (text: string) => ({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] } }] });
  const bytes = (text: string) => Buffer.from(JSON.stringify(inPieces(text, 6).map(chunk), null, 1));
  const answer =
    (text: string): Answer =>
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
      response.end(bytes(text));
    };
  const path = '/v1beta/models/gemini-made-up:streamGenerateContent';
  expect((await ask('blocked', path, answer(PROSE))).text).toBe(bytes(PROSE).toString());
  const first = await recorded();
  expect(first.row).toMatchObject({ streamed: true, state: 'complete', dialect: 'gemini' });
  expect(JSON.parse(first.response.body ?? '')).toMatchObject({
    candidates: [{ content: { parts: [{ text: PROSE }] } }],
  });
  const cut = await ask('blocked', path, answer(`Your card is ${CARD}.`));
  expect(cut.text).not.toContain('4242');
  expect((JSON.parse(cut.text) as unknown[]).at(-1)).toMatchObject({ candidates: [{ finishReason: 'SAFETY' }] });
  expect((await recorded()).row).toMatchObject({ state: 'blocked', verdict: 'block' });
});

test('a format nobody knows: the connection closes, the answer never looks complete', async () => {
  const lines = Buffer.from(`${JSON.stringify({ note: 'fine' })}\n${JSON.stringify({ note: CARD })}\n`);
  const heard = await ask('blocked', '/some/where', streams(lines, 'ollama'));
  expect(heard).toMatchObject({ text: '{"note":"fine"}\n', complete: false });
  expect((await recorded()).row).toMatchObject({ state: 'blocked', dialect: 'json' });
});

test('what was masked in the question is put back into the streamed answer', async () => {
  answerNext = streams(told[0]!.tell(['Wrote to [EM', 'AIL_', '1] and [EMAIL_2', '].']), 'openai-chat');
  asked += 1;
  const defaultHeaders = { 'x-agent-name': 'restored' };
  const client = new OpenAI({ baseURL: `${shared.url}/v1`, apiKey: 'sk-made-up', maxRetries: 0, defaultHeaders });
  const stream = client.chat.completions.stream({
    model: 'made-up',
    messages: [{ role: 'user', content: `Write to ${MAIL}` }],
  });
  expect(await stream.finalContent()).toBe(`Wrote to ${MAIL} and [EMAIL_2].`);
  expect(upstream.received.at(-1)?.body.toString()).not.toContain(MAIL);
  expect((await recorded()).row.marks).toEqual(['masked', 'answer-restored']);
});

test('a client that leaves in the middle frees the upstream', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  answerNext = (response) => {
    closed = once(response, 'close');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(told[0]!.tell([PROSE]));
  };
  asked += 1;
  const leave = new AbortController();
  const answer = await fetch(`${shared.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'x-agent-name': 'blocked' },
    body: '{}',
    signal: leave.signal,
  });
  await answer.body?.getReader().read();
  leave.abort();
  await closed;
  expect((await recorded()).row).toMatchObject({ state: 'client-left' });
});

describe('an event that no dialect can read is judged, and recorded as it came', () => {
  const deep = (text: string) => `${'['.repeat(100_000)}${JSON.stringify(text)}${']'.repeat(100_000)}`;
  const said = (content: string) => `{"choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}}}]}`;
  const stream = (...events: string[]) =>
    streams(Buffer.from([...events, '[DONE]'].map((data) => `data: ${data}\n\n`).join('')), 'openai-chat');

  test.each([
    ['nested 100,000 levels deep', `{"choices":[{"index":0,"delta":{"content":${deep(CARD)}}}]}`],
    ['cut off', `{"choices":[{"index":0,"delta":{"content":"${CARD}"}`],
    ['no JSON', `Your card is ${CARD}, is it not?`],
  ])('%s', async (_what, event) => {
    for (const events of [
      [said('Hello'), event],
      [event, said('Hello')],
    ]) {
      const { text } = await ask('masked', PATHS['openai-chat']!, stream(...events));
      expect(text).not.toContain(CARD);
      expect(text).toContain('Hello');
      const { row, findings, response } = await recorded();
      expect(row).toMatchObject({ verdict: 'mask', findings: 1, state: 'complete' });
      const body = JSON.parse(response.body!) as { choices: unknown[]; unread_events: string[] };
      expect(body.choices).toMatchObject([{ message: { content: 'Hello' } }]);
      expect(body.unread_events).toEqual([event]);
      expect(findings).toMatchObject([{ type: 'credit_card', pointer: '/unread_events/0' }]);
      expect(body.unread_events[0]!.slice(findings[0]!.start, findings[0]!.end)).toBe(CARD);
    }
  });
});

test('brackets in a text are no depth', async () => {
  const content = `${'[{'.repeat(5_000)} Hello`;
  const event = JSON.stringify({ choices: [{ index: 0, delta: { content } }] });
  await ask('masked', PATHS['openai-chat']!, streams(Buffer.from(`data: ${event}\n\ndata: [DONE]\n\n`), 'openai-chat'));
  const { response } = await recorded();
  expect(JSON.parse(response.body!)).toMatchObject({ choices: [{ message: { content } }] });
});
