import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aktoCollectionId, sanitizeAgentName } from './index.ts';

describe('a name is written as the LiteLLM hook writes it', () => {
  test.each([
    ['search-agent', 'search-agent'],
    ['  Search Agent\t', 'search-agent'],
    ['BillingBot', 'billingbot'],
    ['search_agents', 'search_agents'],
    ['v1.2-Agent_X', 'v1.2-agent_x'],
    ['a/b\\c:d', 'a-b-c-d'],
    ['größe', 'gr--e'],
    ['🤖bot', '-bot'],
    ['两个', '--'],
    ['a\nb', 'a-b'],
    ['---', '---'],
    ['x'.repeat(300), 'x'.repeat(200)],
    ['🤖'.repeat(300), '-'.repeat(200)],
  ])('%j becomes %j', (raw, name) => {
    expect(sanitizeAgentName(raw)).toBe(name);
  });

  test.each(['', '   ', '\t\n'])('nothing is left of %j', (raw) => {
    expect(sanitizeAgentName(raw)).toBe('');
  });

  test('whatever comes in, a name is short, lower-case and stays as it is when written again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const name = sanitizeAgentName(raw);
        expect(name).toMatch(/^[a-z0-9._-]{0,200}$/);
        expect(sanitizeAgentName(name)).toBe(name);
      }),
    );
  });
});

describe("Akto's collection id", () => {
  // Values of Java's String.hashCode(), as published in its documentation and in well-known puzzles.
  test.each([
    ['', 0],
    ['a', 97],
    ['hello', 99_162_322],
    ['Aa', 2112],
    ['BB', 2112],
    ['polygenelubricants', -2_147_483_648],
  ])('of %j is %d', (name, id) => {
    expect(aktoCollectionId(name)).toBe(id);
  });

  test('treats _ as -, because Akto renames', () => {
    expect(aktoCollectionId('search_agents')).toBe(aktoCollectionId('search-agents'));
  });
});
