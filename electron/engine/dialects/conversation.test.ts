import { describe, expect, test } from 'vitest';

import type { Block, DialectId, Message } from '../../../shared/domain/index.ts';
import { readConversation } from './index.ts';
import type { Sample } from './test-support/sample.ts';
import { SAMPLES } from './test-support/samples.ts';

/** A block in one line. */
function told(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'thinking':
      return `${block.kind}: ${block.text}`;
    case 'tool-call':
      return `call ${block.id ?? '-'} ${block.name} ${block.arguments}`;
    case 'tool-result':
      return `result ${block.id ?? '-'}: ${block.text}`;
    case 'media':
      return `${block.medium} ${block.mediaType ?? '-'} ${block.sizeBytes ?? '-'}${block.callId ? ` of ${block.callId}` : ''}`;
  }
}
const lines = (messages: readonly Message[]) =>
  messages.flatMap(({ role, blocks }) => blocks.map((block) => `${role}: ${told(block)}`));

function conversation(sample: Sample) {
  const target = { method: 'POST', path: sample.path, contentType: 'application/json' };
  const read = readConversation(sample.id, target, JSON.stringify(sample.request), JSON.stringify(sample.answer));
  return { request: lines(read?.request ?? []), answer: lines(read?.answer ?? []), tools: read?.tools };
}

const EXPECTED: Readonly<Record<string, ReturnType<typeof conversation>>> = {
  '/v1/chat/completions': {
    request: [
      'system: text: Be brief.',
      'user: text: Grüße',
      'user: image image/png 8',
      'assistant: call c1 look {"q":1}',
      'tool: result c1: 世界',
    ],
    answer: ['assistant: text: Hi 😀'],
    tools: ['look'],
  },
  '/v1/responses': {
    request: [
      'system: text: Be brief.',
      'user: text: Weather?',
      'user: text: in Oslo',
      'user: image image/png 8',
      'assistant: thinking: thinking of Oslo',
      'assistant: call c1 weather {"city":"Oslo"}',
      'tool: result c1: rain',
      'assistant: call ws_1 web_search_call {"type":"search","query":"oslo rain"}',
      'assistant: call m1 mcp__met__now {}',
      'assistant: result m1: wet',
    ],
    answer: [
      'assistant: thinking: short',
      'assistant: text: It rains.',
      'assistant: call c2 weather {"city":"Bergen"}',
    ],
    tools: ['weather', 'web_search'],
  },
  '/v1/completions': {
    request: ['user: text: Once', 'user: text: Twice', 'user: text: end'],
    answer: ['assistant: text:  upon'],
    tools: [],
  },
  '/v1/embeddings': {
    request: ['user: text: one', 'user: text: two'],
    answer: ['assistant: text: 1 vector of 1 number'],
    tools: [],
  },
  '/v1/moderations': {
    request: ['user: text: is this bad?', 'user: image - -'],
    answer: ['assistant: text: Not flagged'],
    tools: [],
  },
  '/v1/messages': {
    request: [
      'system: text: Be brief.',
      'user: text: Weather?',
      'assistant: thinking: Hm.',
      'assistant: call t1 weather {"city":"Oslo","days":[{"n":"Mon"}]}',
      'user: result t1: rain',
      'user: image image/png 8 of t1',
      'user: file text/plain 11',
      'user: text: A document.',
      'user: file - 8',
      'user: text: A block.',
      'user: file - -',
      'user: text: Found.',
      'user: text: And now?',
    ],
    answer: ['assistant: thinking: Hm.', 'assistant: text: It rains.', 'assistant: call t2 weather {"city":"Bergen"}'],
    tools: ['weather'],
  },
  '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse': {
    request: [
      'system: text: Be brief.',
      'user: text: Weather?',
      'user: image image/png 8',
      'assistant: call - weather {"city":"Oslo"}',
      'user: result -: {"sky":"rain"}',
    ],
    answer: ['assistant: thinking: Hm.', 'assistant: text: It rains.', 'assistant: call - weather {"city":"Bergen"}'],
    tools: ['weather', 'googleSearch'],
  },
  '/api/chat': {
    request: [
      'system: text: Be brief.',
      'user: text: Weather?',
      'user: image - 8',
      'assistant: thinking: Hm.',
      'assistant: call - weather {"city":"Oslo"}',
      'tool: result -: rain',
    ],
    answer: ['assistant: text: It rains.'],
    tools: ['weather'],
  },
  '/api/generate': {
    request: ['system: text: Be brief.', 'user: text: Once', 'user: text: end', 'user: image - 8'],
    answer: ['assistant: text: It rains.'],
    tools: [],
  },
  '/github/mcp': {
    request: ['assistant: call - mcp__github__get_issue {"title":"x","labels":["bug"]}'],
    answer: ['tool: result -: Issue 1', 'tool: image image/png 8', 'tool: file text/plain 6', 'tool: result -: inside'],
    tools: ['mcp__github__get_issue'],
  },
  '/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse-stream': {
    request: [
      'system: text: Be brief.',
      'user: text: Weather?',
      'user: image image/png 8',
      'assistant: call t1 weather {"city":"Oslo"}',
      'user: result t1: rain',
      'user: result t1: {"sky":"grey"}',
    ],
    answer: ['assistant: thinking: Hm.', 'assistant: text: It rains.'],
    tools: ['weather'],
  },
  '/v1/realtime?model=gpt-realtime': {
    request: ['system: text: Be brief.', 'user: text: Weather?', 'user: audio - 3', 'tool: result c1: rain'],
    answer: ['user: text: In Oslo?', 'assistant: text: It rains.'],
    tools: ['weather'],
  },
  '/model/anthropic.claude-3-5-sonnet-20240620-v1:0/invoke-with-response-stream': {
    request: ['user: text: Weather?'],
    answer: ['assistant: text: It rains.'],
    tools: [],
  },
};

test.each(SAMPLES.map((sample) => [sample.path, sample] as const))('%s as the Chat tab shows it', (path, sample) => {
  expect(conversation(sample)).toEqual(EXPECTED[path]);
});

describe('bodies that are no conversation', () => {
  const read = (id: DialectId, request: string | null, answer: string | null) =>
    readConversation(id, { method: 'POST', path: '/', contentType: null }, request, answer);

  test('nothing said, nothing shown', () => {
    expect(read('openai-chat', null, null)).toBeNull();
    expect(read('openai-chat', '', '{}')).toBeNull();
    expect(read('none', null, '')).toBeNull();
  });

  test('what is not JSON is shown as text', () => {
    expect(lines(read('openai-chat', '{"messages":[', 'Bad gateway')?.answer ?? [])).toEqual([
      'assistant: text: Bad gateway',
    ]);
  });

  test('any JSON is shown as its texts', () => {
    expect(lines(read('json', '{"q":{"text":"hello"},"n":1}', null)?.request ?? [])).toEqual(['user: text: hello']);
  });
});

test('what embeddings and moderations answer is said in words', () => {
  const answer = (path: string, body: object) =>
    lines(
      readConversation(
        path.endsWith('embeddings') ? 'openai-embeddings' : 'openai-moderations',
        { method: 'POST', path, contentType: null },
        null,
        JSON.stringify(body),
      )?.answer ?? [],
    );
  expect(answer('/v1/embeddings', { data: [{ embedding: [1, 2, 3] }, { embedding: [4, 5, 6] }] })).toEqual([
    'assistant: text: 2 vectors of 3 numbers',
  ]);
  const flagged = { flagged: true, categories: { hate: true, violence: true, harassment: false } };
  expect(answer('/v1/moderations', { results: [flagged, { flagged: false }] })).toEqual([
    'assistant: text: Flagged: hate, violence\nNot flagged',
  ]);
  expect(answer('/v1/moderations', { error: { message: 'No.' } })).toEqual([]);
});
