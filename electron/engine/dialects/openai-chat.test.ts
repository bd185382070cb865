/** Samples written after https://platform.openai.com/docs/api-reference/chat (create, object, streaming). */
import { describe, expect, test } from 'vitest';

import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { openaiChat } from './openai-chat.ts';

const target = { method: 'POST', path: '/v1/chat/completions', contentType: 'application/json' };
const read = (body: JsonValue) => openaiChat.parseRequest(body, target);
const said = (parts: readonly { role: string; pointer: string; text: string; kind?: string; tool?: string }[]) =>
  parts.map(({ role, pointer, text, kind, tool }) =>
    [role, pointer, text, kind, tool].filter((field) => field !== undefined).join(' | '),
  );

describe('a request', () => {
  test('messages of all roles, with their pointers', () => {
    const request = read({
      model: 'gpt-4o',
      stream: true,
      metadata: { agent_name: ' Search Agent ' },
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: [{ type: 'text', text: 'Use tools.' }] },
        {
          role: 'user',
          name: 'ann',
          content: [
            { type: 'text', text: 'Weather' },
            { type: 'text', text: 'in Oslo?' },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'rain' },
        { role: 'function', name: 'legacy', content: 'old result' },
        { role: 'assistant', content: 'It rains.', refusal: 'No more.' },
      ],
      tools: [{ type: 'function', function: { name: 'weather', description: 'Looks outside', parameters: {} } }],
      functions: [{ name: 'legacy' }],
    });
    expect(request).toMatchObject({
      model: 'gpt-4o',
      stream: true,
      agentName: ' Search Agent ',
      tools: ['weather', 'legacy'],
      partial: false,
    });
    expect(said(request.parts)).toEqual([
      'system | /messages/0/content | Be brief.',
      'developer | /messages/1/content/0/text | Use tools.',
      'user | /messages/2/content/0/text | Weather',
      'user | /messages/2/content/1/text | in Oslo?',
      'assistant | /messages/3/tool_calls/0/function/arguments | {"city":"Oslo"} | tool-arguments | weather',
      'tool | /messages/4/content | rain | weather',
      'tool | /messages/5/content | old result | legacy',
      'assistant | /messages/6/content | It rains.',
      'assistant | /messages/6/refusal | No more.',
      'developer | /tools/0/function/description | Looks outside',
    ]);
    expect(request.messages[2]).toEqual({
      role: 'user',
      pointer: '/messages/2',
      name: 'ann',
      blocks: [
        { kind: 'text', pointer: '/messages/2/content/0/text', text: 'Weather' },
        { kind: 'text', pointer: '/messages/2/content/1/text', text: 'in Oslo?' },
      ],
    });
    expect(request.messages[3]?.blocks).toEqual([
      {
        kind: 'tool-call',
        pointer: '/messages/3/tool_calls/0/function/arguments',
        id: 'c1',
        name: 'weather',
        arguments: '{"city":"Oslo"}',
      },
    ]);
    expect(request.messages[4]?.blocks).toEqual([
      { kind: 'tool-result', pointer: '/messages/4/content', id: 'c1', text: 'rain' },
    ]);
  });

  test('media are shown as what they are, with size and hash, and are no text to scan', () => {
    const request = read({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } },
            { type: 'image_url', image_url: { url: 'https://pictures.example/a.png' } },
            { type: 'input_audio', input_audio: { data: 'aGVsbG8=', format: 'wav' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,aGVsbG8=' } },
          ],
        },
      ],
    });
    const hello = { sizeBytes: 5, hash: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' };
    const link = { sizeBytes: null, hash: null };
    // A link and a name are text all the same.
    expect(said(request.parts)).toEqual([
      'user | /messages/0/content/1/image_url/url | https://pictures.example/a.png',
      'user | /messages/0/content/3/file/filename | a.pdf',
    ]);
    expect(structuredClone(request.messages[0]?.blocks)).toMatchObject([
      { medium: 'image', mediaType: 'image/png', pointer: '/messages/0/content/0/image_url/url', ...hello },
      { medium: 'image', mediaType: null, ...link },
      { medium: 'audio', mediaType: 'audio/wav', pointer: '/messages/0/content/2/input_audio/data', ...hello },
      { medium: 'file', mediaType: 'application/pdf', name: 'a.pdf', ...hello },
    ]);
  });

  test('text in a part of unknown type, in an unknown field or in metadata is scanned too', () => {
    const request = read({
      messages: [
        { role: 'user', content: [{ type: 'new_thing', inner: { words: 'hidden' } }] },
        { role: 'assistant', content: 'x', reasoning_content: 'I think', thinking_blocks: [{ thinking: 'deep' }] },
      ],
      prediction: { type: 'content', content: 'guess' },
      metadata: { note: 'who' },
    });
    expect(said(request.parts)).toEqual([
      'user | /messages/0/content/0/inner/words | hidden',
      'assistant | /messages/1/reasoning_content | I think | thinking',
      'assistant | /messages/1/content | x',
      'assistant | /messages/1/thinking_blocks/0/thinking | deep',
      'developer | /prediction/content | guess',
      'developer | /metadata/note | who',
    ]);
  });
});

describe('an answer', () => {
  test('choices, tool calls, usage', () => {
    const answer = openaiChat.parseAnswer(
      {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        model: 'gpt-4o-2024-08-06',
        choices: [
          { index: 0, message: { role: 'assistant', content: 'Hello', refusal: null }, finish_reason: 'stop' },
          {
            index: 1,
            message: { role: 'assistant', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] },
          },
        ],
        usage: { prompt_tokens: 9, completion_tokens: 12, prompt_tokens_details: { cached_tokens: 4 } },
      },
      target,
    );
    expect(answer.model).toBe('gpt-4o-2024-08-06');
    expect(answer.usage).toEqual({ inputTokens: 9, outputTokens: 12, cacheReadTokens: 4 });
    expect(said(answer.parts)).toEqual([
      'assistant | /choices/0/message/content | Hello',
      'assistant | /choices/1/message/tool_calls/0/function/arguments | {} | tool-arguments | f',
    ]);
  });

  test("an upstream's error is an answer too", () => {
    const answer = openaiChat.parseAnswer(
      { error: { message: 'No such model', type: 'invalid_request_error' } },
      target,
    );
    expect(said(answer.parts)).toEqual(['assistant | /error/message | No such model']);
    expect(answer.usage).toEqual({ inputTokens: null, outputTokens: null });
  });
});

const chunk = (choices: JsonValue, more: JsonObject = {}) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 7, model: 'gpt-4o', choices, ...more })}`;
const delta = (value: JsonValue, index = 0, finish: string | null = null) =>
  chunk([{ index, delta: value, finish_reason: finish }]);

/** Two choices, tool calls in pieces, a comment, CRLF, usage at the end, characters of two to four bytes. */
const STREAM =
  [
    ': keep-alive',
    delta({ role: 'assistant', content: '' }),
    delta({ content: 'Grüße, ' }),
    delta({ content: '世界 😀' }),
    delta({ role: 'assistant', content: 'second' }, 1),
    delta({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'look', arguments: '' } }] }),
    delta({
      tool_calls: [{ index: 1, id: 'call_2', type: 'function', function: { name: 'find', arguments: '{"a"' } }],
    }),
    delta({ tool_calls: [{ index: 0, function: { arguments: '{"q":"ä' } }] }),
    delta({ tool_calls: [{ index: 1, function: { arguments: ':1}' } }] }),
    delta({ tool_calls: [{ index: 0, function: { arguments: '"}' } }] }),
    delta({}, 0, 'tool_calls'),
    delta({}, 1, 'stop'),
    chunk([], { usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 } }),
    'data: [DONE]',
  ].join('\r\n\r\n') + '\r\n\r\n';

const ASSEMBLED = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 7,
  model: 'gpt-4o',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Grüße, 世界 😀',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'look', arguments: '{"q":"ä"}' } },
          { id: 'call_2', type: 'function', function: { name: 'find', arguments: '{"a":1}' } },
        ],
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    },
    { index: 1, message: { role: 'assistant', content: 'second' }, logprobs: null, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
};

function assemble(stream: string, ...cuts: number[]) {
  const bytes = Buffer.from(stream);
  const reader = openaiChat.createStreamReader();
  if (!reader) throw new Error('openai-chat streams');
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    reader.push(bytes.subarray(from, cut));
    from = cut;
  }
  reader.end();
  return { text: reader.text(), message: reader.assembled(), truncated: reader.truncated };
}

describe('a stream', () => {
  test('becomes the message that would have come unstreamed, wherever it is cut', () => {
    const whole = assemble(STREAM);
    expect(whole.message).toEqual(ASSEMBLED);
    expect(whole.text).toBe('Grüße, 世界 😀\nsecond');
    for (let cut = 0; cut <= Buffer.byteLength(STREAM); cut += 1) expect(assemble(STREAM, cut)).toEqual(whole);
  });

  test.each(['\n', '\r'])('with lines that end in %j', (end) => {
    const stream = STREAM.replaceAll('\r\n', end);
    for (let cut = 0; cut <= Buffer.byteLength(stream); cut += 7) {
      expect(assemble(stream, cut, cut + 1).message).toEqual(ASSEMBLED);
    }
  });

  test('that stops without a blank line or in the middle keeps what came', () => {
    expect(assemble(STREAM.slice(0, STREAM.indexOf('世界') + 2)).text).toBe('Grüße, ');
    expect(assemble(delta({ content: 'last words' })).text).toBe('last words');
  });

  test('an error event ends up beside the text', () => {
    const { message } = assemble(`${delta({ content: 'so far' })}\n\ndata: {"error":{"message":"overloaded"}}\n\n`);
    expect(message).toMatchObject({
      choices: [{ message: { content: 'so far' } }],
      error: { message: 'overloaded' },
    });
  });

  test('an answer that came whole after all', () => {
    const { message, text } = assemble(
      JSON.stringify(
        { id: 'x', model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'hi' } }] },
        null,
        2,
      ),
    );
    expect(text).toBe('hi');
    expect(message).toMatchObject({ id: 'x', choices: [{ message: { content: 'hi' } }] });
  });
});

describe('what a blocked client gets', () => {
  const denial = { status: 403, code: 'blocked_by_policy', message: 'Blocked by policy X.', exchangeId: 'e1' };
  const error = {
    error: { message: 'Blocked by policy X.', type: 'permission_error', param: null, code: 'blocked_by_policy' },
  };

  test('an answer', () => {
    const answer = openaiChat.deny(denial);
    expect(answer.status).toBe(403);
    expect(answer.headers).toEqual([['content-type', 'application/json']]);
    expect(JSON.parse(answer.body)).toEqual(error);
  });

  test('in a stream', () => {
    expect(openaiChat.cutStream(denial)).toBe(`data: ${JSON.stringify(error)}\n\ndata: [DONE]\n\n`);
  });
});
