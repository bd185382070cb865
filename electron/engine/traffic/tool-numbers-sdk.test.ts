/**
 * Numbers in tool calls with the vendors' own SDKs: masked on the way to the model they come back as numbers, and a call
 * that must not go through raises the SDK's own error. The upstream's answers are written after the vendors' references
 * (dialects/test-support/number-cases.ts).
 */
import type { ServerResponse } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import { FunctionCallingConfigMode, GoogleGenAI } from '@google/genai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { selectDialect } from '../dialects/index.ts';
import { NUMBER_CASES } from '../dialects/test-support/number-cases.ts';
import { policy } from '../policy/test-support/make.ts';
import { engineOfFile } from '../test-support/file-engine.ts';
import { type TestServer, startServer } from '../test-support/http-server.ts';

const CARD = 4_242_424_242_424_242;
const GIVEN = { payment: { card: CARD, note: 'for the books', count: 3 } };
/** What the model's call says where the question has no number to repeat. */
const OWN = JSON.stringify({ payment: { to: 'Ann', card: CARD } });

let upstream: TestServer;

beforeAll(async () => {
  upstream = await startServer((request, response, bytes) => {
    const path = request.url ?? '';
    const { id } = selectDialect({ method: 'POST', path, contentType: 'application/json' }, undefined);
    callTool(id, path.includes('stream') || bytes.includes('"stream":true'), bytes.toString(), response);
  });
});

afterAll(() => upstream.close());

/** The model calls the tool with what it was told before. */
function callTool(id: string, streams: boolean, asked: string, response: ServerResponse): void {
  const values = /\{"payment".*?\}\}/.exec(asked.replaceAll('\\"', '"'))?.[0] ?? OWN;
  const item = NUMBER_CASES.find((one) => one.id === id);
  const type = !streams ? 'application/json' : id === 'ollama' ? 'application/x-ndjson' : 'text/event-stream';
  response.writeHead(200, { 'content-type': type });
  response.end(streams ? item?.stream?.(values) : item?.answer(values));
}

const engine = engineOfFile(() => ({
  upstream: upstream.url,
  saved: { mode: 'block', keyAliasLookup: false },
  policies: [
    policy('hidden', {
      agents: ['hidden'],
      rules: [{ type: 'credit_card', onRequest: 'mask', onResponse: 'none' }],
      restoreInAnswer: true,
    }),
    policy('guarded', {
      name: 'Guarded',
      agents: ['guarded'],
      rules: [{ type: 'credit_card', onRequest: 'none', onResponse: 'block' }],
    }),
  ],
}));

/** The call comes back with the number it was made of, which the model never saw. */
async function expectRestored(run: () => Promise<unknown>): Promise<void> {
  engine.expectMore(1);
  expect(await run()).toEqual(GIVEN);
  const heard = upstream.received.at(-1)?.body.toString() ?? '';
  expect(heard).not.toContain('4242');
  expect(heard.replaceAll('\\"', '"')).toContain('"card":"[CARD_1]"');
  expect((await engine.recorded(1))[0]?.row.marks).toEqual(expect.arrayContaining(['masked', 'answer-restored']));
}

async function errorOf(run: () => Promise<unknown>): Promise<unknown> {
  engine.expectMore(1);
  const error = await run().then(
    (result) => result,
    (failure: unknown) => failure,
  );
  expect(JSON.stringify(error)).not.toContain('4242');
  const [exchange] = await engine.recorded(1);
  expect(exchange?.row).toMatchObject({ state: 'blocked', verdict: 'block', policy: 'Guarded', upstreamStatus: 200 });
  return error;
}

const as = (agent: string) => ({ 'x-agent-name': agent });

type Response = OpenAI.Responses.Response;

describe('openai', () => {
  const client = (agent: string) =>
    new OpenAI({ baseURL: `${engine.url}/v1`, apiKey: 'none', maxRetries: 0, defaultHeaders: as(agent) });
  const pay = { type: 'function' as const, function: { name: 'pay', parameters: { type: 'object' } } };
  const chat = (told: boolean): Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'stream'> => ({
    model: 'm',
    tools: [pay],
    messages: told
      ? [
          { role: 'user', content: 'Pay again.' },
          {
            role: 'assistant',
            tool_calls: [{ id: 'a', type: 'function', function: { name: 'pay', arguments: JSON.stringify(GIVEN) } }],
          },
          { role: 'tool', tool_call_id: 'a', content: 'paid' },
        ]
      : [{ role: 'user', content: 'Pay.' }],
  });
  const argumentsOf = (completion: OpenAI.ChatCompletion): unknown => {
    const call = completion.choices[0]?.message.tool_calls?.[0];
    return call?.type === 'function' ? (JSON.parse(call.function.arguments) as unknown) : null;
  };
  const responses = (told: boolean): Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, 'stream'> => ({
    model: 'm',
    input: told
      ? [
          { role: 'user', content: 'Pay again.' },
          { type: 'function_call', call_id: 'a', name: 'pay', arguments: JSON.stringify(GIVEN) },
          { type: 'function_call_output', call_id: 'a', output: 'paid' },
        ]
      : 'Pay.',
  });
  const callOf = ({ output }: Response): unknown =>
    output[0]?.type === 'function_call' ? (JSON.parse(output[0].arguments) as unknown) : null;

  test.each<readonly [string, () => Promise<unknown>]>([
    ['chat', async () => argumentsOf(await client('hidden').chat.completions.create(chat(true)))],
    [
      'chat, streamed',
      async () => argumentsOf(await client('hidden').chat.completions.stream(chat(true)).finalChatCompletion()),
    ],
    ['responses', async () => callOf(await client('hidden').responses.create(responses(true)))],
    [
      'responses, streamed',
      async () => callOf(await client('hidden').responses.stream(responses(true)).finalResponse()),
    ],
  ])('%s: the number comes back', (_, run) => expectRestored(run));

  test('a call that is streamed raises APIError', async () => {
    const run = () => client('guarded').chat.completions.stream(chat(false)).finalChatCompletion();
    expect(await errorOf(run)).toBeInstanceOf(OpenAI.APIError);
  });
});

describe('@anthropic-ai/sdk', () => {
  const client = (agent: string) =>
    new Anthropic({ baseURL: engine.url, apiKey: 'none', maxRetries: 0, defaultHeaders: as(agent) });
  const messages = (told: boolean): Anthropic.MessageCreateParamsNonStreaming => ({
    model: 'm',
    max_tokens: 9,
    messages: told
      ? [
          { role: 'user', content: 'Pay again.' },
          { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'pay', input: GIVEN }] },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'paid' }] },
        ]
      : [{ role: 'user', content: 'Pay.' }],
  });
  const inputOf = ({ content }: Anthropic.Message): unknown =>
    content[0]?.type === 'tool_use' ? content[0].input : null;

  test.each<readonly [string, () => Promise<unknown>]>([
    ['messages', async () => inputOf(await client('hidden').messages.create(messages(true)))],
    ['messages, streamed', async () => inputOf(await client('hidden').messages.stream(messages(true)).finalMessage())],
  ])('%s: the number comes back', (_, run) => expectRestored(run));

  test('a call that is streamed raises APIError', async () => {
    const run = () => client('guarded').messages.stream(messages(false)).finalMessage();
    expect(await errorOf(run)).toBeInstanceOf(Anthropic.APIError);
  });
});

describe('@google/genai', () => {
  const client = (agent: string) =>
    new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: engine.url, headers: as(agent) } });
  const ask = (told: boolean) => ({
    model: 'gemini-2.5-flash',
    contents: told
      ? [
          { role: 'user', parts: [{ text: 'Pay again.' }] },
          { role: 'model', parts: [{ functionCall: { name: 'pay', args: GIVEN } }] },
          { role: 'user', parts: [{ functionResponse: { name: 'pay', response: { done: true } } }] },
        ]
      : 'Pay.',
    config: { toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } } },
  });
  const streamed = async (agent: string, told: boolean) => {
    const chunks = [];
    for await (const chunk of await client(agent).models.generateContentStream(ask(told))) chunks.push(chunk);
    return chunks;
  };

  test.each<readonly [string, () => Promise<unknown>]>([
    [
      'generateContent',
      async () => (await client('hidden').models.generateContent(ask(true))).functionCalls?.[0]?.args,
    ],
    [
      'generateContentStream',
      async () => (await streamed('hidden', true)).flatMap(({ functionCalls }) => functionCalls ?? [])[0]?.args,
    ],
  ])('%s: the number comes back', (_, run) => expectRestored(run));

  test('a call that is streamed ends with finish reason SAFETY', async () => {
    const chunks = await errorOf(() => streamed('guarded', false));
    expect(chunks).toMatchObject([{ candidates: [{ finishReason: 'SAFETY' }] }]);
  });
});

describe('ollama', () => {
  const client = (agent: string) => new Ollama({ host: engine.url, headers: as(agent) });
  const messages = (told: boolean) =>
    told
      ? [
          { role: 'user', content: 'Pay again.' },
          { role: 'assistant', content: '', tool_calls: [{ function: { name: 'pay', arguments: GIVEN } }] },
          { role: 'tool', content: 'paid' },
        ]
      : [{ role: 'user', content: 'Pay.' }];
  const streamed = async (agent: string, told: boolean) => {
    const calls = [];
    const stream = await client(agent).chat({ model: 'm', messages: messages(told), stream: true });
    for await (const { message } of stream) calls.push(...(message.tool_calls ?? []));
    return calls[0]?.function.arguments;
  };

  test.each<readonly [string, () => Promise<unknown>]>([
    [
      'chat',
      async () => {
        const { message } = await client('hidden').chat({ model: 'm', messages: messages(true), stream: false });
        return message.tool_calls?.[0]?.function.arguments;
      },
    ],
    ['chat, streamed', () => streamed('hidden', true)],
  ])('%s: the number comes back', (_, run) => expectRestored(run));

  test('a call that is streamed raises', async () => {
    expect(await errorOf(() => streamed('guarded', false))).toMatchObject({
      message: expect.stringMatching(/Guarded/) as string,
    });
  });
});
