/**
 * Independent peers: the vendors' own SDKs read what we write. They are given a fetch that answers from memory, so
 * that only the format is tried here; the same over sockets is traffic's to show.
 */
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { ApiError, GoogleGenAI } from '@google/genai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { streamText } from 'ai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';

import type { DialectId } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { type HoldbackWindow, createHoldback, dialectById } from './index.ts';
import { SAMPLES } from './test-support/samples.ts';
import { assemble } from './test-support/stream.ts';
import { TELLERS } from './test-support/tellers.ts';

const denial = { status: 403, code: 'blocked_by_policy', message: 'Blocked by policy Cards.', exchangeId: 'e1' };
const WORD = 'SECRET-42';

/** A fetch that answers with a denial. */
const denying = (id: DialectId) => (): Promise<Response> => {
  const { status, headers, body } = dialectById(id).deny(denial);
  return Promise.resolve(new Response(body, { status, headers: headers.map(([name, value]) => [name, value]) }));
};

const TYPES: Partial<Record<DialectId, string>> = { ollama: 'application/x-ndjson' };

/** A fetch that answers with a stream, chunk by chunk. */
const streaming = (id: DialectId, chunks: readonly Uint8Array[]) => (): Promise<Response> => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(chunk);
      controller.close();
    },
  });
  return Promise.resolve(new Response(body, { headers: { 'content-type': TYPES[id] ?? 'text/event-stream' } }));
};

/** What comes out of the guard for a text with the word in it, told in pieces that cut it; masked, or cut off. */
function guarded(id: DialectId, what: 'mask' | 'cut', long = ''): Uint8Array[] {
  const stream = TELLERS[id]?.tell([`${long}It is SEC`, 'RET-4', '2, you know']) ?? Buffer.alloc(0);
  const inspect = ({ text, final }: HoldbackWindow) => {
    const at = text.indexOf(WORD);
    const pending = final ? 0 : (/S[A-Z-]*\d?$/.exec(text)?.[0].length ?? 0);
    if (what === 'cut') return { pending, cutAt: at < 0 ? null : at };
    return { pending, edits: at < 0 ? [] : [{ start: at, end: at + WORD.length, replacement: '[GONE]' }] };
  };
  const holdback = createHoldback({ dialect: dialectById(id), inspect });
  const out = Array.from({ length: Math.ceil(stream.length / 40) }, (_, at) =>
    holdback.push(stream.subarray(at * 40, (at + 1) * 40)),
  );
  out.push(holdback.end());
  if (holdback.cut) out.push(Buffer.from(holdback.cutBytes(denial)));
  return out;
}
const LONG = 'word '.repeat(300);
const MASKED = 'It is [GONE], you know';

async function collect<Item>(items: AsyncIterable<Item>, into: Item[] = []): Promise<Item[]> {
  for await (const item of items) into.push(item);
  return into;
}

describe('openai', () => {
  const client = (fetch: () => Promise<Response>) => new OpenAI({ apiKey: 'none', maxRetries: 0, fetch });
  const messages = [{ role: 'user' as const, content: 'x' }];

  test('a denial is PermissionDeniedError, with its code', async () => {
    const openai = client(denying('openai-chat'));
    for (const call of [
      openai.chat.completions.create({ model: 'm', messages }),
      openai.responses.create({ model: 'm', input: 'x' }),
      openai.embeddings.create({ model: 'm', input: 'x' }),
      openai.completions.create({ model: 'm', prompt: 'x' }),
      openai.moderations.create({ input: 'x' }),
    ]) {
      const error = await call.then(() => null).catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError);
      expect(error).toMatchObject({ code: 'blocked_by_policy', type: 'permission_error' });
    }
  });

  test.each(['', LONG])('a masked chat stream is read as masked', async (long) => {
    const runner = client(streaming('openai-chat', guarded('openai-chat', 'mask', long))).chat.completions.stream({
      model: 'm',
      messages,
    });
    expect(await runner.finalContent()).toBe(long + MASKED);
  });

  test('a cut chat stream raises APIError, after nothing of the finding', async () => {
    const stream = await client(streaming('openai-chat', guarded('openai-chat', 'cut'))).chat.completions.create({
      model: 'm',
      messages,
      stream: true,
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    await expect(collect(stream, chunks)).rejects.toThrow(OpenAI.APIError);
    expect('It is ').toContain(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''));
  });

  test.each(['', LONG])('a masked response stream is read as masked, in its deltas and whole', async (long) => {
    const stream = client(streaming('openai-responses', guarded('openai-responses', 'mask', long))).responses.stream({
      model: 'm',
      input: 'x',
    });
    const deltas: string[] = [];
    stream.on('response.output_text.delta', ({ delta }) => deltas.push(delta));
    const { output_text: whole } = await stream.finalResponse();
    expect([deltas.join(''), whole]).toEqual([long + MASKED, long + MASKED]);
  });

  test('a cut response stream says it failed, then raises', async () => {
    const stream = await client(streaming('openai-responses', guarded('openai-responses', 'cut'))).responses.create({
      model: 'm',
      input: 'x',
      stream: true,
    });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    await expect(collect(stream, events)).rejects.toThrow(denial.message);
    expect(events.at(-1)).toMatchObject({ type: 'response.failed', response: { error: { message: denial.message } } });
  });

  test.each(['openai-chat', 'openai-responses'] as const)('assembles %s as we do', async (id) => {
    const sample = SAMPLES.find((candidate) => candidate.id === id);
    const bytes = sample?.stream ?? Buffer.alloc(0);
    const message = assemble(dialectById(id), bytes).message;
    if (id === 'openai-chat') {
      const runner = client(streaming(id, [bytes])).chat.completions.stream({ model: 'm', messages });
      const theirs = await runner.finalChatCompletion();
      expect(message).toMatchObject({
        choices: [
          {
            message: {
              content: theirs.choices[0]?.message.content,
              tool_calls: [{ id: 'c1', function: { name: 'look', arguments: '{"q":"ä"}' } }],
            },
          },
        ],
      });
      expect(theirs.choices[0]?.message.tool_calls?.[0]).toMatchObject({
        id: 'c1',
        function: { arguments: '{"q":"ä"}' },
      });
    } else {
      const theirs = await client(streaming(id, [bytes]))
        .responses.stream({ model: 'm', input: 'x' })
        .finalResponse();
      expect(theirs).toMatchObject(isJsonObject(message) ? message : {});
    }
  });
});

describe('@anthropic-ai/sdk', () => {
  const client = (fetch: () => Promise<Response>) => new Anthropic({ apiKey: 'none', maxRetries: 0, fetch });
  const question = { model: 'm', max_tokens: 1, messages: [{ role: 'user' as const, content: 'x' }] };

  test('a denial is PermissionDeniedError, with the id of the request', async () => {
    const error = await client(denying('anthropic-messages'))
      .messages.create(question)
      .then(() => null)
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(Anthropic.PermissionDeniedError);
    expect(error).toMatchObject({ requestID: 'req_e1', type: 'permission_error' });
  });

  test.each(['', LONG])('a masked stream is read as masked', async (long) => {
    const stream = client(streaming('anthropic-messages', guarded('anthropic-messages', 'mask', long)));
    expect(await stream.messages.stream(question).finalText()).toBe(long + MASKED);
  });

  test('a cut stream raises APIError', async () => {
    const stream = client(streaming('anthropic-messages', guarded('anthropic-messages', 'cut'))).messages.stream(
      question,
    );
    await expect(stream.finalText()).rejects.toThrow(Anthropic.APIError);
  });

  test('assembles as we do', async () => {
    const bytes = SAMPLES.find(({ id }) => id === 'anthropic-messages')?.stream ?? Buffer.alloc(0);
    const theirs = await client(streaming('anthropic-messages', [bytes]))
      .messages.stream(question)
      .finalMessage();
    const ours = assemble(dialectById('anthropic-messages'), bytes).message;
    expect(ours).toMatchObject({
      content: JSON.parse(JSON.stringify(theirs.content)) as unknown,
      stop_reason: 'tool_use',
    });
  });
});

describe('@google/genai', () => {
  const question = { model: 'gemini-2.5-flash', contents: 'x' };
  /** The SDK takes the global fetch. */
  async function using<Result>(
    fetch: () => Promise<Response>,
    run: (ai: GoogleGenAI) => Promise<Result>,
  ): Promise<Result> {
    const before = globalThis.fetch;
    globalThis.fetch = fetch;
    try {
      return await run(new GoogleGenAI({ apiKey: 'none' }));
    } finally {
      globalThis.fetch = before;
    }
  }

  test('a denial is ApiError 403', async () => {
    const error = await using(denying('gemini'), (ai) => ai.models.generateContent(question)).catch(
      (failure: unknown) => failure,
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 403 });
    expect(String(error)).toContain(denial.message);
  });

  test.each(['', LONG])('a masked stream is read as masked', async (long) => {
    const text = await using(streaming('gemini', guarded('gemini', 'mask', long)), async (ai) =>
      (await collect(await ai.models.generateContentStream(question))).map((chunk) => chunk.text ?? '').join(''),
    );
    expect(text).toBe(long + MASKED);
  });

  test('a cut stream ends with finish reason SAFETY', async () => {
    const chunks = await using(streaming('gemini', guarded('gemini', 'cut')), async (ai) =>
      collect(await ai.models.generateContentStream(question)),
    );
    expect(chunks.at(-1)?.candidates?.[0]).toMatchObject({ finishReason: 'SAFETY' });
    expect(chunks.map(({ text }) => text ?? '').join('')).not.toContain('SEC');
  });
});

describe('ollama', () => {
  const client = (fetch: () => Promise<Response>) => new Ollama({ fetch });
  const question = { model: 'm', messages: [{ role: 'user', content: 'x' }] };

  test('a denial is its error', async () => {
    await expect(client(denying('ollama')).chat(question)).rejects.toThrow(denial.message);
  });

  test.each(['', LONG])('a masked stream is read as masked', async (long) => {
    const stream = await client(streaming('ollama', guarded('ollama', 'mask', long))).chat({
      ...question,
      stream: true,
    });
    const parts = await collect(stream);
    expect(parts.map(({ message }) => message.content).join('')).toBe(long + MASKED);
    expect(parts.at(-1)?.done).toBe(true);
  });

  test('a cut stream raises', async () => {
    const stream = await client(streaming('ollama', guarded('ollama', 'cut'))).chat({ ...question, stream: true });
    await expect(collect(stream)).rejects.toThrow(denial.message);
  });
});

describe('ai, which checks the shape of every event', () => {
  const text = async (id: 'openai-chat' | 'openai-responses', chunks: readonly Uint8Array[]) => {
    const openai = createOpenAI({ apiKey: 'none', fetch: streaming(id, chunks) });
    const errors: unknown[] = [];
    const { textStream } = streamText({
      model: id === 'openai-chat' ? openai.chat('gpt-4o') : openai.responses('gpt-4o'),
      prompt: 'x',
      maxRetries: 0,
      onError: ({ error }) => {
        errors.push(error);
      },
    });
    return { text: (await collect(textStream)).join(''), errors };
  };

  test.each(['', LONG])('a masked chat stream', async (long) => {
    expect(await text('openai-chat', guarded('openai-chat', 'mask', long))).toEqual({
      text: long + MASKED,
      errors: [],
    });
  });

  test('a cut chat stream is an error, after nothing of the finding', async () => {
    const result = await text('openai-chat', guarded('openai-chat', 'cut'));
    expect('It is ').toContain(result.text);
    expect(result.errors.length).toBeGreaterThan(0);
  });
});

describe('@modelcontextprotocol/sdk', () => {
  const mcp = dialectById('mcp');
  const target = { method: 'POST', path: '/mcp', contentType: 'application/json' };

  /** A server that greets and lists, and lets the last word to us. */
  const serving =
    (answer: (requestId: string | number | null) => Response) => async (_: URL | string, init?: RequestInit) => {
      if (init?.method !== 'POST') return Promise.resolve(new Response(null, { status: 405 }));
      const body = JSON.parse(typeof init.body === 'string' ? init.body : 'null') as JsonValue;
      const { requestId = null } = mcp.parseRequest(body, target);
      if (requestId === null) return new Response(null, { status: 202 });
      if (!isJsonObject(body) || body['method'] !== 'initialize') return answer(requestId);
      const serverInfo = { name: 's', version: '1' };
      const result = { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo };
      return Response.json({ jsonrpc: '2.0', id: requestId, result });
    };

  async function call(answer: (requestId: string | number | null) => Response): Promise<unknown> {
    const client = new Client({ name: 'c', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://127.0.0.1/mcp'), { fetch: serving(answer) }),
    );
    try {
      return await client.callTool({ name: 'add', arguments: { a: 'x' } });
    } catch (error) {
      return error;
    } finally {
      await client.close();
    }
  }

  test('a denial is McpError -32003', async () => {
    const error = await call((requestId) => {
      const { status, body } = mcp.deny({ ...denial, requestId });
      return new Response(body, { status, headers: { 'content-type': 'application/json' } });
    });
    expect(error).toMatchObject({ code: -32003 });
    expect(String(error)).toContain(denial.message);
  });

  test('a cut stream is McpError -32003', async () => {
    const error = await call(
      (requestId) =>
        new Response(mcp.cutStream({ ...denial, requestId }), { headers: { 'content-type': 'text/event-stream' } }),
    );
    expect(error).toMatchObject({ code: -32003 });
  });

  test('an answer over SSE, masked', async () => {
    const answer = await call((id) => {
      const message = { jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: `It is ${WORD}` }] } };
      const inspect = ({ text }: HoldbackWindow) => {
        const at = text.indexOf(WORD);
        return { pending: 0, edits: at < 0 ? [] : [{ start: at, end: at + WORD.length, replacement: '[GONE]' }] };
      };
      const holdback = createHoldback({ dialect: mcp, inspect });
      const out = [holdback.push(Buffer.from(`event: message\ndata: ${JSON.stringify(message)}\n\n`)), holdback.end()];
      return new Response(Buffer.concat(out), { headers: { 'content-type': 'text/event-stream' } });
    });
    expect(answer).toMatchObject({ content: [{ type: 'text', text: 'It is [GONE]' }] });
  });
});
