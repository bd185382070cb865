import type { JsonObject } from '../../../../shared/json.ts';
import { dialectById } from '../index.ts';
import { ndjson, sseData, sseNamed } from './sample.ts';
import { assemble, resolve } from './stream.ts';

/** Streams of one text, told in pieces, by dialect; with the pointer of the text in the assembled answer. */
export const TELLERS: Readonly<Record<string, { pointer: string; tell: (pieces: readonly string[]) => Buffer }>> = {
  'openai-chat': {
    pointer: '/choices/0/message/content',
    tell: (pieces) =>
      sseData([
        ...pieces.map((content, at): JsonObject => ({
          id: 'c',
          model: 'm',
          choices: [
            {
              index: 0,
              delta: { ...(at === 0 ? { role: 'assistant' } : {}), content },
              logprobs: null,
              finish_reason: null,
            },
          ],
        })),
        { id: 'c', model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
        '[DONE]',
      ]),
  },
  'openai-responses': {
    pointer: '/output/0/content/0/text',
    tell: (pieces) => {
      const text = pieces.join('');
      const at = { output_index: 0, content_index: 0, item_id: 'i' };
      const item = {
        type: 'message',
        id: 'i',
        role: 'assistant',
        content: [{ type: 'output_text', text, annotations: [] }],
      };
      return sseNamed([
        { type: 'response.created', response: { id: 'r', object: 'response', output: [] } },
        { type: 'response.output_item.added', output_index: 0, item: { ...item, content: [] } },
        { type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '', annotations: [] } },
        ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
        { type: 'response.output_text.done', ...at, text },
        { type: 'response.content_part.done', ...at, part: { type: 'output_text', text, annotations: [] } },
        { type: 'response.output_item.done', output_index: 0, item },
        { type: 'response.completed', response: { id: 'r', object: 'response', output: [item] } },
      ]);
    },
  },
  'anthropic-messages': {
    pointer: '/content/0/text',
    tell: (pieces) =>
      sseNamed([
        {
          type: 'message_start',
          message: { id: 'm', type: 'message', role: 'assistant', content: [], usage: { input_tokens: 1 } },
        },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        ...pieces.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
        { type: 'message_stop' },
      ]),
  },
  gemini: {
    pointer: '/candidates/0/content/parts/0/text',
    tell: (pieces) =>
      sseData(
        pieces.map((text, at): JsonObject => ({
          candidates: [
            {
              content: { role: 'model', parts: [{ text }] },
              index: 0,
              ...(at === pieces.length - 1 ? { finishReason: 'STOP' } : {}),
            },
          ],
        })),
        '\r\n',
      ),
  },
  ollama: {
    pointer: '/message/content',
    tell: (pieces) =>
      ndjson([
        ...pieces.map((content) => ({ model: 'm', message: { role: 'assistant', content }, done: false })),
        { model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' },
      ]),
  },
};

/** The same, with what the client reads in the end. */
export const told = Object.entries(TELLERS).map(([id, { pointer, tell }]) => {
  const dialect = dialectById(id as Parameters<typeof dialectById>[0]);
  const textOf = (stream: Uint8Array): string => {
    const found = resolve(assemble(dialect, stream).message, pointer);
    return typeof found === 'string' ? found : '';
  };
  return { id, dialect, pointer, tell, textOf };
});
