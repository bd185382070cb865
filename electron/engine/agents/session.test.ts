import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type PrefixPart, conversationKey, credentialOf, sessionOf } from './index.ts';

describe('the session a request names', () => {
  test.each([
    'x-session-id',
    'x-conversation-id',
    'x-akto-installer-akto_session_id',
    'x-claude-code-session-id',
    'x-litellm-session-id',
  ])('%s', (name) => {
    expect(
      sessionOf([
        ['accept', '*/*'],
        [name.toUpperCase(), ' sess-1 '],
      ]),
    ).toBe('sess-1');
  });

  test('of several, the first of the list above', () => {
    const headers = [
      ['x-litellm-session-id', 'litellm'],
      ['x-conversation-id', 'conversation'],
      ['x-session-id', 'session'],
    ] as const;
    expect(sessionOf(headers)).toBe('session');
    expect(sessionOf(headers.slice(0, 2))).toBe('conversation');
  });

  test.each([
    ['none', []],
    ['a blank one', [['x-session-id', '  ']]],
    ['one whose value LiteLLM keeps to itself', [['x-session-id', '[present]']]],
  ] as const)('%s: null', (_, headers) => {
    expect(sessionOf(headers)).toBeNull();
  });

  test('an overlong id becomes a short one that still tells sessions apart', () => {
    const one = sessionOf([['x-session-id', `${'x'.repeat(5_000)}1`]]);
    expect(one).toMatch(/^h-[0-9a-f]{32}$/);
    expect(sessionOf([['x-session-id', `${'x'.repeat(5_000)}2`]])).not.toBe(one);
  });
});

const part = (role: PrefixPart['role'], pointer: string, text: string): PrefixPart => ({ role, pointer, text });
const turn1 = [part('system', '/messages/0/content', 'You book travel.'), part('user', '/messages/1/content', 'Hi')];

describe('the conversation of a request without session header', () => {
  test('stays the same from turn to turn', () => {
    const turn2 = [
      ...turn1,
      part('assistant', '/messages/2/content', 'Hello'),
      part('user', '/messages/3/content', 'Book Rome'),
      part('tool', '/messages/4/content', 'ok'),
    ];
    expect(conversationKey(turn2)).toBe(conversationKey(turn1));
    expect(conversationKey(turn1)).toMatch(/^p-[0-9a-f]{32}$/);
  });

  test.each([
    ['another system prompt', [part('system', '/messages/0/content', 'You book cars.'), turn1[1]!]],
    ['another first question', [turn1[0]!, part('user', '/messages/1/content', 'Ho')]],
    ['no system prompt', [turn1[1]!]],
    ['no question', [turn1[0]!]],
    [
      'text moved from one to the other',
      [part('system', '/messages/0/content', 'You book travel.H'), part('user', '/messages/1/content', 'i')],
    ],
  ])('%s: another conversation', (_, parts) => {
    expect(conversationKey(parts)).not.toBe(conversationKey(turn1));
  });

  test('all blocks of the first user message count, and reminders of the harness do not', () => {
    const blocks = (reminder: string, second: string) => [
      part('user', '/messages/0/content/0/text', `<system-reminder>${reminder}</system-reminder>`),
      part('user', '/messages/0/content/1/text', `fix it<system-reminder>${reminder}</system-reminder>`),
      part('user', '/messages/0/content/2/text', second),
    ];
    expect(conversationKey(blocks('09:00', 'please'))).toBe(conversationKey(blocks('09:01', 'please')));
    expect(conversationKey(blocks('09:00', 'please'))).not.toBe(conversationKey(blocks('09:00', 'now')));
  });

  test('a message that is nothing but reminders counts with them', () => {
    const only = (text: string) => conversationKey([part('user', '/messages/0/content', `<system-reminder>${text}`)]);
    expect(only('a')).not.toBe(only('b'));
  });

  test('Anthropic, Responses and Gemini pointers', () => {
    const anthropic = [part('system', '/system', 's'), part('user', '/messages/0/content/0/text', 'u')];
    const responses = [part('developer', '/instructions', 's'), part('user', '/input/0/content/0/text', 'u')];
    const gemini = [
      part('system', '/systemInstruction/parts/0/text', 's'),
      part('user', '/contents/0/parts/0/text', 'u'),
    ];
    expect(new Set([anthropic, responses, gemini].map(conversationKey)).size).toBe(1);
  });

  test.each([
    ['nothing', []],
    ['only an answer', [part('assistant', '/choices/0/message/content', 'hello')]],
  ])('%s: null', (_, parts) => {
    expect(conversationKey(parts)).toBeNull();
  });

  test('hostile text costs no more than its length', () => {
    const text = '<system-reminder></system-reminder>'.repeat(30_000);
    expect(conversationKey([part('user', '/messages/0/content', `${text}x`)])).toBe(
      conversationKey([part('user', '/messages/0/content', 'x')]),
    );
  });
});

describe('the key a request carries for LiteLLM', () => {
  test.each([
    ['Authorization', [['Authorization', 'Bearer sk-made-up-1']], 'sk-made-up-1'],
    ['any case and spacing', [['authorization', '  bearer   sk-made-up-1 ']], 'sk-made-up-1'],
    ['without scheme', [['Authorization', 'sk-made-up-1']], 'sk-made-up-1'],
    ['x-api-key', [['x-api-key', 'sk-made-up-2']], 'sk-made-up-2'],
    ['api-key', [['Api-Key', 'sk-made-up-3']], 'sk-made-up-3'],
    ['x-litellm-api-key, with Bearer', [['x-litellm-api-key', 'Bearer sk-made-up-4']], 'sk-made-up-4'],
    [
      "LiteLLM's own header goes before a provider's token",
      [
        ['Authorization', 'Bearer provider-token'],
        ['x-litellm-api-key', 'sk-made-up-5'],
      ],
      'sk-made-up-5',
    ],
    [
      'another scheme is no key',
      [
        ['Authorization', 'Basic dXNlcjpwYXNz'],
        ['x-api-key', 'sk-made-up-6'],
      ],
      'sk-made-up-6',
    ],
    ['an empty Bearer is no key', [['Authorization', 'Bearer ']], null],
    ['none', [['accept', '*/*']], null],
  ] as const)('%s', (_, headers, key) => {
    expect(credentialOf(headers)).toBe(key);
  });

  test('never throws on what clients send', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const found = credentialOf([['authorization', value]]);
        expect(found === null || !/\s/.test(found)).toBe(true);
      }),
    );
  });
});
