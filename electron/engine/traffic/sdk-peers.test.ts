/**
 * Independent peers over sockets: the vendors' own SDKs talk through a whole engine. The upstream answers with samples
 * written after the vendors' references (named beside each in dialects/test-support/samples*.ts), so that what an SDK
 * makes of an answer through Sluice can be held against what it makes of the same answer without.
 */
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { ApiError, GoogleGenAI } from '@google/genai';
import { ChatOpenAI } from '@langchain/openai';
import { APICallError, generateText, streamText } from 'ai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { SAMPLES } from '../dialects/test-support/samples.ts';
import { TELLERS } from '../dialects/test-support/tellers.ts';
import { selectDialect } from '../dialects/index.ts';
import { DEFAULT_POLICIES } from '../policy/index.ts';
import { policy } from '../policy/test-support/make.ts';
import { engineOfFile } from '../test-support/file-engine.ts';
import { type TestServer, sendJson, startServer } from '../test-support/http-server.ts';

/** Luhn-valid test numbers of the card networks' documentation. */
const CARD = '4111 1111 1111 1111';
const CUT = { name: 'cut-agent' };
const LEADING = 'It is ';

let upstream: TestServer;

beforeAll(async () => {
  upstream = await startServer((request, response, bytes) => {
    const path = request.url ?? '';
    const body = JSON.parse(bytes.toString() || 'null') as { stream?: boolean } | null;
    const target = { method: 'POST', path, contentType: 'application/json' };
    const { id } = selectDialect(target, undefined);
    const sample = SAMPLES.find(
      (one) => one.id === id && path.includes(one.path.replace(/^.*\//, '').split(/[:?]/)[0]!),
    );
    const asked = sample ?? SAMPLES.find((one) => one.id === id);
    if (body?.stream !== true && !path.includes('stream')) return sendJson(response, 200, asked?.answer);
    const type = id === 'ollama' ? 'application/x-ndjson' : 'text/event-stream';
    response.writeHead(200, { 'content-type': type });
    const cut = request.headers['x-agent-name'] === CUT.name;
    const said = [LEADING, '4242 4242', ' 4242 4242', ', you know'];
    response.end(cut ? TELLERS[id]?.tell(said) : asked?.stream);
  });
});

afterAll(() => upstream.close());

const engine = engineOfFile(() => ({
  upstream: upstream.url,
  saved: { mode: 'block', keyAliasLookup: false },
  policies: [
    ...DEFAULT_POLICIES,
    policy('answers', {
      name: 'Answers',
      agents: [CUT.name],
      rules: [{ type: 'credit_card', onRequest: 'none', onResponse: 'block' }],
    }),
  ],
}));

async function collect<Item>(items: AsyncIterable<Item>, into: Item[] = []): Promise<Item[]> {
  for await (const item of items) into.push(item);
  return into;
}

/** Runs it without and with Sluice between; both must come to the same, and to something. */
async function expectAlike<Result>(run: (base: string) => Promise<Result>): Promise<void> {
  const direct = await run(upstream.url);
  engine.expectMore(1);
  const through = await run(engine.url);
  expect(JSON.stringify(direct)).toMatch(/..../);
  expect(JSON.parse(JSON.stringify(through))).toEqual(JSON.parse(JSON.stringify(direct)));
  expect((await engine.recorded(1))[0]?.row).toMatchObject({ state: 'complete', status: 200 });
}

/** What an SDK throws at a request that is blocked; nothing of it reaches the upstream. */
async function errorOf(run: (base: string) => Promise<unknown>): Promise<unknown> {
  const before = upstream.received.length;
  engine.expectMore(1);
  const error = await run(engine.url).then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(upstream.received.length).toBe(before);
  const [exchange] = await engine.recorded(1);
  expect(exchange?.row).toMatchObject({ state: 'blocked', verdict: 'block', upstreamStatus: null });
  return error;
}

/** Nothing of the finding is in what the client heard, and the record says why it ended. */
async function expectCut(heard: string): Promise<void> {
  expect(LEADING.startsWith(heard) || heard.startsWith(LEADING.trimEnd())).toBe(true);
  expect(heard).not.toMatch(/\d/);
  const [exchange] = await engine.recorded(1);
  expect(exchange?.row).toMatchObject({ state: 'blocked', verdict: 'block', policy: 'Answers', upstreamStatus: 200 });
  expect(exchange?.row.marks).toContain('stream-cut');
}

describe('openai', () => {
  const client = (base: string, headers: Record<string, string> = {}) =>
    new OpenAI({ baseURL: `${base}/v1`, apiKey: 'none', maxRetries: 0, defaultHeaders: headers });
  const ask = (content: string) => ({ model: 'm', messages: [{ role: 'user' as const, content }] });

  test.each<readonly [string, (base: string) => Promise<unknown>]>([
    ['chat', (base) => client(base).chat.completions.create(ask('Hi.'))],
    ['chat, streamed', (base) => client(base).chat.completions.stream(ask('Hi.')).finalChatCompletion()],
    [
      'chat, chunk by chunk',
      async (base) => collect(await client(base).chat.completions.create({ ...ask('Hi.'), stream: true })),
    ],
    ['responses', (base) => client(base).responses.create({ model: 'm', input: 'Hi.' })],
    ['responses, streamed', (base) => client(base).responses.stream({ model: 'm', input: 'Hi.' }).finalResponse()],
    ['completions', (base) => client(base).completions.create({ model: 'm', prompt: 'Hi.' })],
    ['embeddings', (base) => client(base).embeddings.create({ model: 'm', input: 'Hi.', encoding_format: 'float' })],
    ['moderations', (base) => client(base).moderations.create({ input: 'Hi.' })],
  ])('%s: the answer is the one without Sluice', (_name, run) => expectAlike(run));

  test.each<readonly [string, (base: string) => Promise<unknown>]>([
    ['chat', (base) => client(base).chat.completions.create(ask(CARD))],
    ['chat, streamed', (base) => client(base).chat.completions.stream(ask(CARD)).finalContent()],
    ['responses', (base) => client(base).responses.create({ model: 'm', input: CARD })],
    ['embeddings', (base) => client(base).embeddings.create({ model: 'm', input: CARD })],
  ])('%s: a block is PermissionDeniedError', async (_name, run) => {
    const error = await errorOf(run);
    expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(error).toMatchObject({ code: 'blocked_by_policy' });
  });

  test('a chat stream that is cut raises APIError', async () => {
    engine.expectMore(1);
    const stream = await client(engine.url, { 'x-agent-name': CUT.name }).chat.completions.create({
      ...ask('Hi.'),
      stream: true,
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    await expect(collect(stream, chunks)).rejects.toThrow(OpenAI.APIError);
    await expectCut(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''));
  });

  test('a response stream that is cut says that it failed, then raises APIError', async () => {
    engine.expectMore(1);
    const stream = await client(engine.url, { 'x-agent-name': CUT.name }).responses.create({
      model: 'm',
      input: 'Hi.',
      stream: true,
    });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    await expect(collect(stream, events)).rejects.toThrow(OpenAI.APIError);
    expect(events.at(-1)?.type).toBe('response.failed');
    await expectCut(events.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join(''));
  });
});

describe('@anthropic-ai/sdk', () => {
  const client = (base: string, headers: Record<string, string> = {}) =>
    new Anthropic({ baseURL: base, apiKey: 'none', maxRetries: 0, defaultHeaders: headers });
  const ask = (content: string) => ({ model: 'm', max_tokens: 9, messages: [{ role: 'user' as const, content }] });

  test.each<readonly [string, (base: string) => Promise<unknown>]>([
    ['messages', (base) => client(base).messages.create(ask('Hi.'))],
    ['messages, streamed', (base) => client(base).messages.stream(ask('Hi.')).finalMessage()],
    [
      'messages, event by event',
      async (base) => collect(await client(base).messages.create({ ...ask('Hi.'), stream: true })),
    ],
  ])('%s: the answer is the one without Sluice', (_name, run) => expectAlike(run));

  test('a block is PermissionDeniedError', async () => {
    const error = await errorOf((base) => client(base).messages.create(ask(CARD)));
    expect(error).toBeInstanceOf(Anthropic.PermissionDeniedError);
    expect(error).toMatchObject({ type: 'permission_error' });
  });

  test('a stream that is cut raises APIError', async () => {
    engine.expectMore(1);
    const stream = client(engine.url, { 'x-agent-name': CUT.name }).messages.stream(ask('Hi.'));
    let heard = '';
    stream.on('text', (text) => (heard += text));
    await expect(stream.finalText()).rejects.toThrow(Anthropic.APIError);
    await expectCut(heard);
  });
});

describe('@google/genai', () => {
  const client = (baseUrl: string, headers: Record<string, string> = {}) =>
    new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl, headers } });
  const ask = (contents: string) => ({ model: 'gemini-2.5-flash', contents });
  /** Without the head of the answer, which has a date. */
  const plain = (answer: object): object => ({ ...answer, sdkHttpResponse: null });

  test.each<readonly [string, (base: string) => Promise<unknown>]>([
    ['generateContent', async (base) => plain(await client(base).models.generateContent(ask('Hi.')))],
    [
      'generateContentStream',
      async (base) => (await collect(await client(base).models.generateContentStream(ask('Hi.')))).map(plain),
    ],
  ])('%s: the answer is the one without Sluice', (_name, run) => expectAlike(run));

  test('a block is ApiError 403', async () => {
    const error = await errorOf((base) => client(base).models.generateContent(ask(CARD)));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 403 });
  });

  test('a stream that is cut ends with finish reason SAFETY', async () => {
    engine.expectMore(1);
    const answer = await client(engine.url, { 'x-agent-name': CUT.name }).models.generateContentStream(ask('Hi.'));
    const chunks = await collect(answer);
    expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe('SAFETY');
    await expectCut(chunks.map(({ text }) => text ?? '').join(''));
  });
});

describe('ollama', () => {
  const client = (host: string, headers: Record<string, string> = {}) => new Ollama({ host, headers });
  const ask = (content: string) => ({ model: 'm', messages: [{ role: 'user', content }] });

  test.each<readonly [string, (base: string) => Promise<unknown>]>([
    ['chat', (base) => client(base).chat(ask('Hi.'))],
    ['chat, streamed', async (base) => collect(await client(base).chat({ ...ask('Hi.'), stream: true }))],
    ['generate', (base) => client(base).generate({ model: 'm', prompt: 'Hi.' })],
    [
      'generate, streamed',
      async (base) => collect(await client(base).generate({ model: 'm', prompt: 'Hi.', stream: true })),
    ],
  ])('%s: the answer is the one without Sluice', (_name, run) => expectAlike(run));

  test('a block is its ResponseError 403', async () => {
    const error = await errorOf((base) => client(base).chat(ask(CARD)));
    expect(error).toMatchObject({ name: 'ResponseError', status_code: 403 });
  });

  test('a stream that is cut raises', async () => {
    engine.expectMore(1);
    const stream = await client(engine.url, { 'x-agent-name': CUT.name }).chat({ ...ask('Hi.'), stream: true });
    const heard: string[] = [];
    await expect(
      (async () => {
        for await (const { message } of stream) heard.push(message.content);
      })(),
    ).rejects.toThrow(/Answers/);
    await expectCut(heard.join(''));
  });
});

describe('ai', () => {
  const model = (base: string, headers: Record<string, string> = {}) =>
    createOpenAI({ baseURL: `${base}/v1`, apiKey: 'none', headers }).chat('gpt-4o');
  const ask = (base: string, prompt: string, headers: Record<string, string> = {}) => ({
    model: model(base, headers),
    prompt,
    maxRetries: 0,
  });

  test('generateText: the answer is the one without Sluice', () =>
    expectAlike(async (base) => {
      const { text, toolCalls, usage } = await generateText(ask(base, 'Hi.'));
      return { text, toolCalls, usage };
    }));

  test('streamText: the text is the one without Sluice', () =>
    expectAlike(async (base) => collect(streamText(ask(base, 'Hi.')).textStream)));

  test('a block is APICallError 403, which is not retried', async () => {
    const error = await errorOf((base) => generateText(ask(base, CARD)));
    expect(APICallError.isInstance(error) && [error.statusCode, error.isRetryable]).toEqual([403, false]);
  });

  test('a stream that is cut is an error', async () => {
    engine.expectMore(1);
    const errors: unknown[] = [];
    const { textStream } = streamText({
      ...ask(engine.url, 'Hi.', { 'x-agent-name': CUT.name }),
      onError: ({ error }) => {
        errors.push(error);
      },
    });
    const heard = (await collect(textStream)).join('');
    expect(errors).toHaveLength(1);
    await expectCut(heard);
  });
});

describe('LangChain', () => {
  const model = (baseURL: string, more: object = {}, defaultHeaders: Record<string, string> = {}) =>
    new ChatOpenAI({
      model: 'm',
      apiKey: 'none',
      maxRetries: 0,
      ...more,
      configuration: { baseURL: `${baseURL}/v1`, defaultHeaders },
    });
  /** Ids of a run are new for each. */
  const plain = ({ content, tool_calls, usage_metadata }: Awaited<ReturnType<ChatOpenAI['invoke']>>) => ({
    content,
    tool_calls,
    usage_metadata,
  });

  test.each<readonly [string, (base: string) => Promise<unknown>]>([
    ['invoke', async (base) => plain(await model(base).invoke('Hi.'))],
    ['stream', async (base) => (await collect(await model(base).stream('Hi.'))).map(({ content }) => content)],
    ['invoke, over responses', async (base) => plain(await model(base, { useResponsesApi: true }).invoke('Hi.'))],
    [
      'stream, over responses',
      async (base) => {
        const chunks = await collect(await model(base, { useResponsesApi: true }).stream('Hi.'));
        return chunks.map(({ content }) => content);
      },
    ],
  ])('%s: the answer is the one without Sluice', (_name, run) => expectAlike(run));

  test('a block is OpenAI’s PermissionDeniedError, which is not retried', async () => {
    const error = await errorOf((base) => model(base, { maxRetries: 2 }).invoke(CARD));
    expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(error).toMatchObject({ code: 'blocked_by_policy' });
  });

  test('a stream that is cut raises', async () => {
    engine.expectMore(1);
    const heard: string[] = [];
    const stream = await model(engine.url, {}, { 'x-agent-name': CUT.name }).stream('Hi.');
    await expect(
      (async () => {
        for await (const { content } of stream) if (typeof content === 'string') heard.push(content);
      })(),
    ).rejects.toThrow(/Answers/);
    await expectCut(heard.join(''));
  });
});
