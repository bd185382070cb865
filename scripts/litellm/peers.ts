/**
 * The vendors' own SDKs for TypeScript against a LiteLLM proxy, once directly and once through Sluice:
 * `node scripts/litellm/peers.ts DIRECT THROUGH KEY ATTACK`. Prints a line of JSON for each case: what an SDK made of
 * either answer, what it throws at a blocked request, what it heard of a stream that was cut. tests/test_peers.py of the
 * LiteLLM connector starts the two and judges the lines.
 */
import Anthropic from '@anthropic-ai/sdk';
import { createOpenAI } from '@ai-sdk/openai';
import { GoogleGenAI } from '@google/genai';
import { ChatOpenAI } from '@langchain/openai';
import { APICallError, generateText, streamText } from 'ai';
import OpenAI from 'openai';

/** `mock`: LiteLLM's mock_response. `smart`, `claude`: models on a socket, for what LiteLLM does not mock. */
type Ask = (base: string, text: string) => Promise<unknown>;
/** Hands over what it hears, piece by piece. */
type Hear = (base: string, text: string, hear: (piece: string) => void) => Promise<unknown>;

const [direct = '', through = '', key = '', attack = ''] = process.argv.slice(2);

const openai = (base: string) => new OpenAI({ baseURL: `${base}/v1`, apiKey: key, maxRetries: 0 });
const anthropic = (base: string) => new Anthropic({ baseURL: base, apiKey: key, maxRetries: 0 });
const google = (baseUrl: string) => new GoogleGenAI({ apiKey: key, apiVersion: 'v1beta', httpOptions: { baseUrl } });
const vercel = (base: string, model: string) => createOpenAI({ baseURL: `${base}/v1`, apiKey: key }).chat(model);
const langchain = (base: string, model: string, more: object = {}) =>
  new ChatOpenAI({ model, apiKey: key, maxRetries: 0, ...more, configuration: { baseURL: `${base}/v1` } });

const chat = (model: string, content: string) => ({ model, messages: [{ role: 'user' as const, content }] });
const message = (model: string, content: string) => ({ ...chat(model, content), max_tokens: 64 });

async function listed<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const ANSWERS: Readonly<Record<string, Ask>> = {
  'openai chat': (base, text) => openai(base).chat.completions.create(chat('mock', text)),
  'openai chat, streamed': (base, text) =>
    openai(base).chat.completions.stream(chat('mock', text)).finalChatCompletion(),
  'openai responses': (base, input) => openai(base).responses.create({ model: 'mock', input }),
  'openai responses, streamed': (base, input) =>
    openai(base).responses.stream({ model: 'smart', input }).finalResponse(),
  'anthropic messages': (base, text) => anthropic(base).messages.create(message('mock', text)),
  'anthropic messages, streamed': (base, text) =>
    anthropic(base).messages.stream(message('claude', text)).finalMessage(),
  'anthropic count_tokens': (base, text) => anthropic(base).messages.countTokens(chat('mock', text)),
  'google generateContent': (base, contents) => google(base).models.generateContent({ model: 'mock', contents }),
  'ai generateText': async (base, prompt) => {
    const { text, finishReason, usage } = await generateText({ model: vercel(base, 'mock'), prompt, maxRetries: 0 });
    return { text, finishReason, usage };
  },
  'ai streamText': (base, prompt) =>
    listed(streamText({ model: vercel(base, 'mock'), prompt, maxRetries: 0 }).textStream),
  'langchain invoke': async (base, text) => told(await langchain(base, 'mock').invoke(text)),
  'langchain stream': async (base, text) => (await listed(await langchain(base, 'mock').stream(text))).map(told),
  'langchain invoke, responses': async (base, text) =>
    told(await langchain(base, 'mock', { useResponsesApi: true }).invoke(text)),
};

const CUTS: Readonly<Record<string, Hear>> = {
  'openai chat': async (base, text, hear) => {
    const stream = await openai(base).chat.completions.create({ ...chat('smart', text), stream: true });
    for await (const { choices } of stream) hear(choices[0]?.delta.content ?? '');
  },
  'openai responses': async (base, input, hear) => {
    const stream = await openai(base).responses.create({ model: 'smart', input, stream: true });
    for await (const event of stream) if (event.type === 'response.output_text.delta') hear(event.delta);
  },
  'anthropic messages': (base, text, hear) =>
    anthropic(base).messages.stream(message('claude', text)).on('text', hear).finalMessage(),
  'langchain stream': async (base, text, hear) => {
    for await (const { content } of await langchain(base, 'smart').stream(text))
      hear(typeof content === 'string' ? content : '');
  },
};

function told({ content, tool_calls, usage_metadata }: Awaited<ReturnType<ChatOpenAI['invoke']>>) {
  return { content, tool_calls, usage_metadata };
}

/** New for each call, and the head of an answer, which has a date. */
const OF_THE_CALL = /^(id|_?request_?id|created(_at)?|completed_at|item_id|response_id|sdkHttpResponse)$/i;

function comparable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, item: unknown) => (OF_THE_CALL.test(name) ? undefined : item)) ?? 'null',
  );
}

function thrown(error: unknown) {
  if (!(error instanceof Error)) return { error: 'nothing' };
  const { status, code, type } = error as Error & { status?: unknown; code?: unknown; type?: unknown };
  const name = error.constructor.name;
  if (!APICallError.isInstance(error)) return { error: name, status, code, type };
  return { error: name, status: error.statusCode, retryable: error.isRetryable };
}

async function failureOf(work: Promise<unknown>) {
  return thrown(
    await work.then(
      () => null,
      (failure: unknown) => failure,
    ),
  );
}

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

for (const [name, ask] of Object.entries(ANSWERS)) {
  const one = await ask(direct, 'Hello.');
  print({ kind: 'answer', name, direct: comparable(one), through: comparable(await ask(through, 'Hello.')) });
  print({ kind: 'block', name, ...(await failureOf(ask(through, attack))) });
}
for (const [name, hear] of Object.entries(CUTS)) {
  let heard = '';
  const failure = await failureOf(hear(through, 'LEAK_LATE', (piece) => (heard += piece)));
  print({ kind: 'cut', name, heard, ...failure });
}
