import fc from 'fast-check';
import { expect, test } from 'vitest';

import { redactSecrets } from '../detectors/index.ts';
import { rememberingClean } from './clean-stretches.ts';
import { GITHUB_TOKEN, OPENAI_KEY } from './test-support/secrets.ts';

/** Counts the characters that were really looked through. */
function counting() {
  let looked = 0;
  const redact = rememberingClean((text) => {
    looked += text.length;
    return redactSecrets(text);
  });
  return {
    redact,
    lookedThrough: () => {
      const since = looked;
      looked = 0;
      return since;
    },
  };
}

const conversation = (...contents: string[]) =>
  JSON.stringify({
    model: 'm',
    messages: contents.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content })),
  });
const said = (turn: number, words = 80) => `In turn ${turn} we spoke of the ${'parcel and the '.repeat(words)}router.`;

test('a conversation that goes on is looked through where it is new', () => {
  const { redact, lookedThrough } = counting();
  const first = conversation(said(1), said(2), said(3));
  expect(redact(first)).toEqual({ text: first, replaced: 0 });
  expect(lookedThrough()).toBe(first.length);
  const second = conversation(said(1), said(2), said(3), said(4), said(5));
  expect(redact(second)).toEqual({ text: second, replaced: 0 });
  expect(lookedThrough()).toBeLessThan(3.2 * said(1).length);
  expect(redact(second)).toEqual({ text: second, replaced: 0 });
  expect(lookedThrough()).toBe(0);
});

test('a body without seams, such as an answer, is known from its second time on; with a secret in it never', () => {
  const { redact, lookedThrough } = counting();
  const answer = JSON.stringify({ choices: [{ message: { content: said(1) } }] });
  for (const _ of [1, 2]) {
    expect(redact(answer)).toEqual({ text: answer, replaced: 0 });
    expect(lookedThrough()).toBe(answer.length);
  }
  expect(redact(answer)).toEqual({ text: answer, replaced: 0 });
  expect(lookedThrough()).toBe(0);
  const dirty = JSON.stringify({ choices: [{ message: { content: `${said(1)} ${OPENAI_KEY}` } }] });
  for (const _ of [1, 2, 3]) {
    expect(redact(dirty).text).not.toContain(OPENAI_KEY);
    expect(lookedThrough()).toBe(dirty.length);
  }
});

test('a secret in a new message is found behind what is known, in a known text with one more word, and each time', () => {
  const { redact } = counting();
  redact(conversation(said(1), said(2), said(3)));
  for (const _ of [1, 2]) {
    const { text, replaced } = redact(conversation(said(1), said(2), `${said(3)} ${OPENAI_KEY}`));
    expect([replaced, text.includes(OPENAI_KEY)]).toEqual([1, false]);
  }
  const inside = conversation(said(1), `${said(2)}${GITHUB_TOKEN}`, said(3));
  expect(redact(inside).text).not.toContain(GITHUB_TOKEN);
});

test('a name and its value in one object stay together however many objects there are', () => {
  const { redact } = counting();
  const list = Array.from({ length: 40 }, (_, index) => ({ type: 'env', name: `SETTING_${index}`, value: 'plain' }));
  const clean = JSON.stringify(list);
  expect(redact(clean).replaced).toBe(0);
  const dirty = JSON.stringify([...list, { type: 'env', password: 'made-up-Pa55-phrase!' }]);
  expect(redact(dirty)).toEqual(redactSecrets(dirty));
  expect(redact(dirty).replaced).toBe(1);
});

test('whatever comes in whatever order, what is left is what the whole pass leaves', () => {
  const { redact } = counting();
  const piece = fc.oneof(
    fc.constantFrom(
      said(1, 20),
      said(2, 30),
      said(3, 4),
      OPENAI_KEY,
      `token: ${GITHUB_TOKEN}`,
      'password = "made-up-1"',
    ),
    fc.string({ maxLength: 40 }),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(' ')),
        { maxLength: 8 },
      ),
      (contents) => {
        const body = conversation(...contents);
        expect(redact(body)).toEqual(redactSecrets(body));
      },
    ),
    { numRuns: 150 },
  );
});
