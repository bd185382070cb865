import { expect, onTestFinished, test, vi } from 'vitest';

import type { CustomDetector } from '../../../../shared/domain/index.ts';
import { createFindingCache, createInspector, inspect, isHeavy } from '../index.ts';
import { readDetector, readDetectors } from './read.ts';

const pattern = (over: Partial<CustomDetector> & { pattern: string }): CustomDetector =>
  ({ id: 'ticket', description: '', enabled: true, severity: 'medium', kind: 'pattern', ...over }) as CustomDetector;
const words = (list: string[], over: Partial<CustomDetector> = {}): CustomDetector =>
  ({
    id: 'projects',
    description: '',
    enabled: true,
    severity: 'high',
    kind: 'words',
    words: list,
    ...over,
  }) as CustomDetector;
const part = (text: string) => ({ role: 'user', pointer: '/messages/0/content', text }) as const;
const found = (text: string, ...custom: CustomDetector[]) =>
  inspect([part(text)], { side: 'request', custom }).findings.map(({ type, start, end, view }) => [
    type,
    text.slice(start, end),
    view,
  ]);

test('patterns and word lists speak with a type of their own, as grave as the user says', () => {
  const text = 'See TCK-1234 about Orion.';
  const custom = [pattern({ pattern: 'tck-\\d{4}' }), words(['orion'])];
  expect(inspect([part(text)], { side: 'request', custom }).findings).toEqual([
    {
      type: 'custom.ticket',
      rule: 'custom.ticket',
      severity: 'medium',
      confidence: 1,
      side: 'request',
      role: 'user',
      pointer: '/messages/0/content',
      start: 4,
      end: 12,
      view: 'raw',
    },
    expect.objectContaining({ type: 'custom.projects', severity: 'high', start: 19, end: 24 }),
  ]);
});

test.each([
  ['full-width', 'see ＴＣＫ－１２３４ now', 'ＴＣＫ－１２３４'],
  ['zero-width', 'see TC\u200bK-12\u200b34 now', 'TC\u200bK-12\u200b34'],
  ['base64', `see ${btoa('the ticket is TCK-1234, thanks')} now`, btoa('the ticket is TCK-1234, thanks')],
])('disguises are seen through: %s', (_, text, span) => {
  const all = found(text, pattern({ pattern: 'TCK-\\d{4}' })).filter(([type]) => type === 'custom.ticket');
  expect(all).toHaveLength(1);
  expect(span).toContain(all[0]![1]);
});

test('own and built-in detectors never hide each other', () => {
  const types = found('write to ann@orion-labs.org', words(['orion']), pattern({ pattern: '[a-z]+@[a-z.-]+' }));
  expect(types).toEqual([
    ['email', 'ann@orion-labs.org', 'raw'],
    ['custom.ticket', 'ann@orion-labs.org', 'raw'],
    ['custom.projects', 'orion', 'raw'],
  ]);
});

test('a detector that is switched off says nothing', () => {
  expect(found('Orion', words(['orion'], { enabled: false }))).toEqual([]);
});

test('the thread gets the list before its jobs, and again when it changes', async () => {
  const inspector = createInspector({ deadlineMs: 60_000 });
  onTestFinished(() => inspector.close());
  const lists = [undefined, [words(['otter'])], [words(['heron'])], undefined, [words(['otter', 'heron'])]];
  const texts = Array.from({ length: 40 }, (_, index) => `an otter and a heron, ${index}`);
  const calls = texts.flatMap((text) =>
    lists.map((custom) => ({ text, options: { side: 'request', ...(custom && { custom }) } as const })),
  );
  const answers = await Promise.all(
    calls.map(({ text, options }, index) =>
      inspector.inspect([part(text)], options, { urgent: index % 5 === 0 }).then(({ findings }) => findings),
    ),
  );
  expect(answers).toEqual(calls.map(({ text, options }) => inspect([part(text)], options).findings));
});

test('what was found with one list is not taken for what another finds', () => {
  const cache = createFindingCache();
  const lists = [[words(['otter'])], [words(['heron'])], undefined];
  for (const custom of [...lists, ...lists]) {
    const options = { side: 'request', ...(custom && { custom }) } as const;
    const { missing, complete } = cache.lookUp([part('otter, heron')], options);
    expect(complete(inspect(missing, options)).findings).toEqual(inspect([part('otter, heron')], options).findings);
  }
});

type Refused = {
  readonly id?: string;
  readonly field: string;
  readonly offset?: number | null;
  readonly message?: RegExp;
};

test.each<[unknown, Refused]>([
  [pattern({ pattern: 'a(b[c)' }), { field: 'pattern', offset: 3 }],
  [pattern({ pattern: 'ab(?=c)' }), { field: 'pattern', offset: 2, message: /look-ahead/ }],
  [
    pattern({ pattern: 'ab.{2,3}.{0,1000}' }),
    { field: 'pattern', offset: 9, message: /2\d\d\d steps, 1000 are the limit/ },
  ],
  [pattern({ pattern: 'x*' }), { field: 'pattern', offset: 0, message: /empty text/ }],
  [pattern({ pattern: '' }), { field: 'pattern', offset: null, message: /empty/ }],
  [pattern({ pattern: 'x', id: 'Not this' }), { field: 'id', offset: null, message: /lower-case/ }],
  [words([]), { field: 'words', offset: null, message: /empty/ }],
  [words(['fine', ' ']), { field: 'words', offset: 1, message: /empty/ }],
  [
    { ...pattern({ pattern: 'x' }), severity: 'grave' },
    { id: 'ticket', field: 'other', message: /^severity: / },
  ],
  [
    { ...pattern({ pattern: 'x' }), more: 1 },
    { field: 'other', message: /more/ },
  ],
  ['nothing', { id: '', field: 'other' }],
])('refused with its place: %j', (value, { message, ...issue }) => {
  const read = readDetector(value);
  expect(read).toMatchObject({ ok: false, issues: [issue] });
  if (message !== undefined && !read.ok) expect(read.issues[0]!.message).toMatch(message);
});

test('two of one name are refused', () => {
  expect(readDetectors([words(['a']), words(['b'])])).toMatchObject({
    ok: false,
    issues: [{ id: 'projects', field: 'id' }],
  });
  expect(readDetectors([words(['a']), words(['b'], { id: 'others' })])).toMatchObject({ ok: true });
});

test('a pattern that costs much a character is told from one that does not, and from none', () => {
  const isHeavyOf = (source: string) => isHeavy([pattern({ pattern: source })]);
  expect(['TCK-\\d{4}', '\\b(?:\\d[ -]?){13,16}\\b', '.{0,300}x'].map(isHeavyOf)).toEqual([false, false, true]);
  expect(isHeavy([pattern({ pattern: '.{0,300}x', enabled: false }), words(['otter'])])).toBe(false);
});

test('what a costly pattern was not given time for is said, and the rest of the findings stands', () => {
  // A clock of our own: each look at it is 10 ms later.
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
  onTestFinished(() => clock.mockRestore());
  const custom = [pattern({ pattern: 'b.{0,300}c', id: 'costly' }), pattern({ pattern: 'abc' })];
  const { findings, partial } = inspect([part('abc and ann@orion-labs.org')], {
    side: 'request',
    custom,
    deadlineMs: 15,
  });
  expect(partial).toBe(true);
  expect(findings.map(({ type }) => type)).toEqual(['custom.ticket', 'email']);
});
