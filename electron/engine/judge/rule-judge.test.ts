import { expect, test } from 'vitest';

import type { Part } from '../../../shared/domain/index.ts';
import type { LlmQuestion } from '../policy/index.ts';
import { createRuleJudge } from './rule-judge.ts';
import type { AskedText, RuleModel } from './rule-model.ts';
import { finding } from './test-support/questions.ts';

type Call = { readonly questions: readonly string[]; readonly texts: readonly AskedText[] };

/** Says what `score` says of each question and text; null: nothing. */
function model(score: (question: string, text: string) => number | null, failure: RuleModel['failure'] = 'open') {
  const calls: Call[] = [];
  const asked: RuleModel = {
    failure,
    ask(questions, texts) {
      calls.push({ questions, texts });
      const told = questions.map((question) => texts.map(({ text }) => score(question, text)));
      const usable = told.every((row): row is number[] => !row.includes(null));
      return Promise.resolve(usable ? told : null);
    },
  };
  return { calls, judge: createRuleJudge(() => asked) };
}

const question = (rule: string, text: string, roles: LlmQuestion['roles'] = ['user', 'tool']): LlmQuestion => ({
  rule,
  kind: 'llm',
  text,
  roles,
  from: 0.5,
});
const LEGAL = question('p.llm', 'Legal?');
const RUDE = question('q.harmful.insults', 'Rude?');

const say = (texts: readonly string[], role: Part['role'] = 'user'): Part[] =>
  texts.map((text, index) => ({ role, pointer: `/messages/${index}/content`, text }));

test('all questions about all texts are one call; each answer has its place', async () => {
  const { calls, judge } = model((asked, text) => (asked === 'Legal?' && text.includes('sue') ? 0.9 : 0.1));
  const { scores, silence } = await judge.ask(say(['Hello', 'May I sue?']), [], [LEGAL, RUDE]);
  expect(calls).toHaveLength(1);
  expect(silence).toBeNull();
  expect(scores).toEqual({
    'p.llm': { '/messages/0/content': 0.1, '/messages/1/content': 0.9 },
    'q.harmful.insults': { '/messages/0/content': 0.1, '/messages/1/content': 0.1 },
  });
});

test('no judge: nobody is asked, and that is no failure', async () => {
  const judge = createRuleJudge(() => null);
  expect(await judge.ask(say(['Hello']), [], [LEGAL])).toEqual({ scores: {}, silence: 'off', failure: 'open' });
});

test('a conversation is asked about once: the next turn brings its new message only', async () => {
  const { calls, judge } = model((_asked, text) => (text === 'second' ? 0.7 : 0.2));
  await judge.ask(say(['first']), [], [LEGAL]);
  const { scores } = await judge.ask(say(['first', 'second']), [], [LEGAL]);
  expect(calls.map(({ texts }) => texts.map(({ text }) => text))).toEqual([['first'], ['second']]);
  expect(scores['p.llm']).toEqual({ '/messages/0/content': 0.2, '/messages/1/content': 0.7 });
  await judge.ask(say(['first', 'second']), [], [LEGAL]);
  expect(calls).toHaveLength(2);
});

test('the same words by somebody else, and another question, are asked about', async () => {
  const { calls, judge } = model(() => 0);
  await judge.ask(say(['first']), [], [LEGAL]);
  await judge.ask(say(['first'], 'tool'), [], [LEGAL]);
  await judge.ask(say(['first']), [], [RUDE]);
  expect(calls).toHaveLength(3);
});

test('only text of the roles asked about is sent; empty text is not', async () => {
  const { calls, judge } = model(() => 0);
  expect(await judge.ask([...say(['Be brief'], 'system'), ...say([' '])], [], [LEGAL])).toMatchObject({
    silence: null,
  });
  expect(calls).toEqual([]);
});

test('what is personal or secret is not sent, overlapping findings included', async () => {
  const { calls, judge } = model(() => 0);
  const text = 'Call +1 202 555 0143 or eve@example.com, key sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4';
  const found = (what: string, type: string) => {
    const start = text.indexOf(what);
    return finding({ type, start, end: start + what.length });
  };
  const findings = [
    found('+1 202 555', 'phone_number'),
    found('555 0143', 'phone_number'),
    found('eve@example.com', 'email'),
  ];
  await judge.ask(say([text]), findings, [LEGAL]);
  const [sent] = calls[0]!.texts;
  expect(sent?.text).not.toMatch(/202|0143|eve@|a1B2c3/);
  expect(sent?.text).toMatch(/^Call .+ or .+, key /);
});

test('no answer is said, and asked for again', async () => {
  let answer: number | null = null;
  const { calls, judge } = model(() => answer, 'closed');
  expect(await judge.ask(say(['first']), [], [LEGAL])).toEqual({ scores: {}, silence: 'failed', failure: 'closed' });
  answer = 0.8;
  expect(await judge.ask(say(['first']), [], [LEGAL])).toMatchObject({ silence: null });
  expect(calls).toHaveLength(2);
});

test('more text than fits: the newest is asked about, and the rest is said to be missing', async () => {
  const { calls, judge } = model(() => 0.9);
  const long = (letter: string) => letter.repeat(10_000);
  const first = await judge.ask(say([long('a'), long('b'), long('c')]), [], [LEGAL]);
  expect(first.silence).toBe('partly');
  expect(calls[0]!.texts.map(({ text }) => text[0])).toEqual(['b', 'c']);
  expect(Object.keys(first.scores['p.llm']!)).toEqual(['/messages/1/content', '/messages/2/content']);
  // The next turn catches up.
  expect((await judge.ask(say([long('a'), long('b'), long('c')]), [], [LEGAL])).silence).toBeNull();
});

test('a text too long by itself is asked about as far as it fits', async () => {
  const { calls, judge } = model(() => 0);
  expect((await judge.ask(say(['x'.repeat(50_000)]), [], [LEGAL])).silence).toBe('partly');
  expect(calls[0]!.texts[0]!.text).toHaveLength(24_000);
});

test('a judge that is behind is not waited for', async () => {
  const gate = Promise.withResolvers<null>();
  const stuck: RuleModel = { failure: 'open', ask: () => gate.promise };
  const judge = createRuleJudge(() => stuck);
  const waiting = Array.from({ length: 16 }, (_, index) => judge.ask(say([`text ${index}`]), [], [LEGAL]));
  expect((await judge.ask(say(['one more']), [], [LEGAL])).silence).toBe('busy');
  gate.resolve(null);
  expect((await Promise.all(waiting)).map(({ silence }) => silence)).toEqual(Array(16).fill('failed'));
});

test('what another model said counts no more', async () => {
  const saying = (score: number): RuleModel => ({
    failure: 'open',
    ask: (questions, texts) => Promise.resolve(questions.map(() => texts.map(() => score))),
  });
  let current = saying(0.9);
  const judge = createRuleJudge(() => current);
  await judge.ask(say(['first']), [], [LEGAL]);
  current = saying(0.1);
  const { scores } = await judge.ask(say(['first']), [], [LEGAL]);
  expect(scores['p.llm']).toEqual({ '/messages/0/content': 0.1 });
});
