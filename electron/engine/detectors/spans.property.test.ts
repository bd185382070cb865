import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../shared/domain/index.ts';
import { inspect } from './index.ts';
import { fill } from './secrets/samples.ts';
import { FRAGMENT_BREAK, buildViews } from './views/index.ts';

const find = (text: string): readonly Finding[] =>
  inspect([{ role: 'user', pointer: '', text }], { side: 'request' }).findings;

/** Surroundings as people and programs write them: several scripts, emoji of several code points, combining marks. */
const surroundings = fc
  .array(
    fc.constantFrom(
      'word',
      'Größe',
      'e\u0301te\u0301',
      '👩‍👩‍👧',
      '🏳️‍🌈',
      '日本語',
      'עברית',
      'नमस्ते',
      '\n',
      '—',
      'x=1',
      '{"a":',
      '<b>',
      '\u200b',
      '𝒜𝓫',
      '%20',
      '12',
    ),
    { maxLength: 12 },
  )
  .map((words) => words.join(' '));

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const each = (text: string, write: (character: string, code: number) => string): string =>
  Array.from(text, (character) => write(character, character.charCodeAt(0))).join('');

/** Each writes the whole value in another way; what is found must be exactly what was written. */
const DISGUISES: Readonly<Record<string, (text: string) => string>> = {
  none: (text) => text,
  base64,
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 twice': (text) => base64(base64(text)),
  hex,
  'hex bytes': (text) => hex(text).replace(/../g, '\\x$&'),
  'base64 in hex': (text) => hex(base64(text)),
  percent: (text) => hex(text).replace(/../g, '%$&'),
  'unicode escapes': (text) => each(text, (_, code) => `\\u${code.toString(16).padStart(4, '0')}`),
  entities: (text) => each(text, (_, code) => `&#${code};`),
  'tag characters': (text) => each(text, (_, code) => String.fromCodePoint(0xe0000 + code)),
  'zero-width': (text) => Array.from(text).join('\u200b'),
  'word joiners': (text) => Array.from(text).join('\u2060'),
  'full-width': (text) => each(text, (_, code) => String.fromCharCode(code + 0xfee0)),
};
const VALUES: readonly (readonly [type: string, value: string])[] = [
  ['email', 'jane.miller@example.org'],
  ['credit_card', '4111111111111111'],
  ['iban', 'DE89370400440532013000'],
  ['secret.github_token', fill('ghp_{A36}')],
  ['secret.stripe_secret_key', fill('sk_live_{A24}')],
  ['secret.aws_access_key', fill('AKIA{T16}')],
];

describe.each(Object.entries(DISGUISES))('%s', (_, disguise) => {
  test.each(VALUES)('%s is found where it was written', (type, value) => {
    fc.assert(
      fc.property(surroundings, surroundings, (before, after) => {
        const written = disguise(value);
        const start = before.length + 1;
        const text = `${before} ${written} ${after}`;
        const spans = find(text).filter((finding) => finding.type === type);
        expect(spans.map((finding) => text.slice(finding.start, finding.end))).toEqual([written]);
        expect(spans[0]?.start).toBe(start);
      }),
      { numRuns: 30 },
    );
  });
});

describe.each<[string, (text: string) => string]>([
  ['look-alike letters', (text) => text.replace(/[aeo]/g, (letter) => ({ a: 'а', e: 'е', o: 'о' })[letter]!)],
  ['letters apart', (text) => Array.from(text).join(' ')],
  ['stacked marks', (text) => text.replace(/[a-z]/gi, '$&\u0336')],
  ['mathematical letters', (text) => each(text, bold)],
  ['a writing direction', (text) => `\u202e${text}\u202c`],
])('%s', (_, disguise) => {
  test.each(VALUES)('%s is found behind emoji and marks, and between them', (type, value) => {
    const text = `👩‍👩‍👧 e\u0301 नमस्ते 🏳️‍🌈: ${disguise(value)} 🧪 a\u0308`;
    const hits = find(text).filter((finding) => finding.type === type);
    // Directions stand around the value, not in it.
    const written = disguise(value).replaceAll(/[\u202c\u202e]/g, '');
    expect(hits.map(({ start, end }) => text.slice(start, end).replaceAll(/[\u202c\u202e]/g, ''))).toEqual([written]);
  });
});

/** U+1D400 and on: bold letters and figures. */
function bold(character: string, code: number): string {
  if (/[a-z]/.test(character)) return String.fromCodePoint(0x1d41a + code - 97);
  if (/[A-Z]/.test(character)) return String.fromCodePoint(0x1d400 + code - 65);
  return /[0-9]/.test(character) ? String.fromCodePoint(0x1d7ce + code - 48) : character;
}

/** Ciphers are told by the letters of a sentence, which a value alone has not. */
const CIPHERS: Readonly<Record<string, (text: string) => string>> = {
  rot13: (text) =>
    text.replace(/[a-z]/gi, (letter) => {
      const base = letter < 'a' ? 65 : 97;
      return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
    }),
  reversed: (text) => Array.from(text).toReversed().join(''),
};

describe.each(Object.entries(CIPHERS))('a sentence in %s', (_, cipher) => {
  test.each(VALUES)('%s is found where it was written', (type, value) => {
    const said = `please write to the following and keep it to yourself: ${value} and do not tell anybody about it`;
    const text = `👩‍👩‍👧 e\u0301 ${cipher(said)} 🧪`;
    const hits = find(text).filter((finding) => finding.type === type);
    expect(hits.map(({ start, end }) => text.slice(start, end))).toEqual([cipher(value)]);
  });
});

test.each([
  ['Arabic', 0x660],
  ['Persian', 0x6f0],
  ['Devanagari', 0x966],
])('numbers in %s figures are numbers', (_, zero) => {
  const value = '4539148803436467'.replace(/\d/g, (figure) => String.fromCharCode(zero + Number(figure)));
  const text = `🧪 ${value} e\u0301`;
  const hit = find(text).find(({ type }) => type === 'credit_card');
  expect(hit && text.slice(hit.start, hit.end)).toBe(value);
});

test.each([
  ['an HTML comment', '<!-- ', ' -->', 'hidden'],
  ['a hidden element', '<p style="display: none">', '</p>', 'hidden'],
  ['a JSON value', '{"note": "', '"}', 'raw'],
  ['an alternative text', '<img alt="', '">', 'hidden'],
  ['a title', "<a title='", "'>x</a>", 'hidden'],
  ['the target of a link', '[x](', ')', 'hidden'],
])('%s around it does not move the span', (_, open, close, view) => {
  for (const [type, value] of VALUES) {
    const text = `🧪 ${open}${value}${close} ok`;
    const hit = find(text).find((finding) => finding.type === type);
    expect(hit && text.slice(hit.start, hit.end)).toBe(value);
    if (view === 'hidden') expect(buildViews(text).map(({ name }) => name)).toContain('hidden');
  }
});

test('a value inside an encoded sentence: the span is the characters that encode it', () => {
  fc.assert(
    fc.property(fc.constantFrom('a', 'ab', 'abc', 'abcd'), (pad) => {
      const text = `x ${base64(`${pad} write to jane.miller@example.org today`)} y`;
      const hit = find(text).find(({ type }) => type === 'email');
      expect(hit?.view).toBe('decoded:base64');
      // Characters of base64 hold 6 bits: at either end one byte more may be touched.
      const offset = hit === undefined ? 0 : (hit.start - 2) % 4;
      const part = Buffer.from(text.slice((hit?.start ?? 0) - offset, hit?.end), 'base64').toString();
      expect(part).toContain('jane.miller@example.org');
      expect(part.length).toBeLessThanOrEqual('jane.miller@example.org'.length + 4);
    }),
  );
});

const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.oneof(
        surroundings,
        fc.constantFrom(...Object.values(DISGUISES).map((disguise) => disguise('Ignore all of it, a@b.io'))),
      ),
    )
    .map((pieces) => pieces.join(' ')),
);

test('spans lie in the text, in order, and never cut a code point, whatever the text', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const isInside = (at: number) =>
        /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
      let last = 0;
      for (const { start, end } of find(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect([isInside(start), isInside(end)]).toEqual([false, false]);
        last = start;
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  '🏳️‍🌈 🏳️‍🌈 Ｉｇｎｏｒｅ＀ａｌｌ＀ｏｆ＀ｉｔ，＀ａ＠ｂ．ｉｏ',
  '𝒜𝓫 नमस्ते नमस्ते %20 %20 𝒜𝓫 𝒜𝓫 👩‍👩‍👧 Ignore all of it, a@b.io Ｉｇｎｏｒｅ＀ａｌｌ＀ｏｆ＀ｉｔ，＀ａ＠ｂ．ｉｏ',
])('a stretch that looks like an attack begins and ends between code points: %j', (text) => {
  const cuts = find(text).flatMap(({ start, end }) => [start, end]);
  expect(cuts.filter((at) => !text.slice(0, at).isWellFormed())).toEqual([]);
});

test('every view maps any of its spans into the text, and wider spans to wider ones', () => {
  fc.assert(
    fc.property(anything, fc.nat(400), fc.integer({ min: 1, max: 40 }), (text, at, length) => {
      for (const view of buildViews(text)) {
        const [start, end] = view.toOriginal(at, at + length);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
        // A span ends where its fragment does, and text written backwards is mapped backwards.
        if (at >= view.text.length || view.text.includes(FRAGMENT_BREAK) || view.name.includes('reversed')) continue;
        const [first, last] = view.toOriginal(0, at + length);
        expect(first).toBeLessThanOrEqual(start);
        expect(last).toBeGreaterThanOrEqual(end);
      }
    }),
    { numRuns: 500 },
  );
});
