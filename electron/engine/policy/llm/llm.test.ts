import { describe, expect, test } from 'vitest';

import { HARM_CATEGORIES, type Policy, type Side } from '../../../../shared/domain/index.ts';
import { part, policy } from '../test-support/make.ts';
import { type TurnInput, judgeTurn } from '../turn.ts';
import type { LlmOpinions } from '../policy.ts';
import { questionsFor } from './questions.ts';
import { asksJudge } from '../policy-set.ts';

const LEGAL = policy('legal', {
  name: 'Legal',
  severity: 'high',
  llmRule: { prompt: 'Does it ask for legal advice?', minConfidence: 0.7, onRequest: 'block', onResponse: 'none' },
});
const KIND = policy('kind', {
  name: 'Be kind',
  harmful: { categories: { hate: 'low', insults: 'high' }, onRequest: 'alert', onResponse: 'block' },
});

const PARTS = [part('Be brief.', 0, 'system'), part('May I sue them?', 1), part('Sure.', 2, 'assistant')];

function turn(policies: readonly Policy[], over: Partial<LlmOpinions>, more: Partial<TurnInput> = {}) {
  const opinions: LlmOpinions = { scores: {}, silence: null, failure: 'open', ...over };
  return judgeTurn({
    findings: [],
    side: 'request',
    agent: 'a',
    model: null,
    policies,
    parts: PARTS,
    session: null,
    history: null,
    opinions,
    ...more,
  });
}

const asked = (policies: readonly Policy[], side: Side, agent = 'a') =>
  questionsFor(policies, { agent, model: null, side }).map(({ rule }) => rule);

describe('what is asked', () => {
  test('every question of every policy in scope, on the sides on which it does something', () => {
    expect(asked([LEGAL, KIND], 'request')).toEqual(['legal.llm', 'kind.harmful.hate', 'kind.harmful.insults']);
    expect(asked([LEGAL, KIND], 'response')).toEqual(['kind.harmful.hate', 'kind.harmful.insults']);
  });

  test('nothing for another agent, nothing by a policy that is off or has no such rule', () => {
    expect(asked([{ ...LEGAL, agents: ['billing-bot'] }], 'request')).toEqual([]);
    expect(asked([{ ...LEGAL, enabled: false }, policy('p')], 'request')).toEqual([]);
    expect(asksJudge(policy('p', { harmful: { categories: {}, onRequest: 'block', onResponse: 'block' } }))).toBe(
      false,
    );
  });

  test('of requests the text of users and tools, of answers all of it, or the roles that the rule names', () => {
    const roles = (of: Policy, side: Side) => questionsFor([of], { agent: 'a', model: null, side })[0]?.roles;
    expect(roles(LEGAL, 'request')).toEqual(['user', 'tool']);
    expect(roles(KIND, 'response')).toContain('assistant');
    expect(roles({ ...LEGAL, llmRule: { ...LEGAL.llmRule!, roles: ['system'] } }, 'request')).toEqual(['system']);
  });

  test('each category has a question of its own', () => {
    const categories = Object.fromEntries(HARM_CATEGORIES.map((category) => [category, 'medium' as const]));
    const all = policy('p', { harmful: { categories, onRequest: 'block', onResponse: 'none' } });
    const questions = questionsFor([all], { agent: 'a', model: null, side: 'request' });
    expect(new Set(questions.map(({ text }) => text)).size).toBe(HARM_CATEGORIES.length);
  });
});

describe('what comes of the answers', () => {
  test.each([
    [0.69, 'allow'],
    [0.7, 'block'],
  ])('a probability of %d: %s', (score, kind) => {
    const { verdict } = turn([LEGAL], { scores: { 'legal.llm': { '/messages/1/content': score } } }).decision;
    expect(verdict.kind).toBe(kind);
  });

  test('the verdict names policy, rule, part and span, and never says what was asked', () => {
    const { decision, findings } = turn([LEGAL], { scores: { 'legal.llm': { '/messages/1/content': 0.9 } } });
    expect(findings).toMatchObject([{ type: 'policy.llm', confidence: 0.9, severity: 'high', role: 'user' }]);
    expect(decision.verdict).toMatchObject({
      kind: 'block',
      policyName: 'Legal',
      rule: 'legal.llm',
      severity: 'high',
      at: { side: 'request', pointer: '/messages/1/content', start: 0, end: 15 },
      reason: "Policy 'Legal' blocks this: something the judge objects to in the user's text (message 2).",
    });
  });

  test.each([
    ['low', 0.79, 0.8],
    ['medium', 0.49, 0.5],
    ['high', 0.19, 0.2],
  ] as const)('a category at level %s speaks between %d and %d', (level, below, from) => {
    const one = policy('k', { harmful: { categories: { violence: level }, onRequest: 'block', onResponse: 'none' } });
    const say = (score: number) =>
      turn([one], { scores: { 'k.harmful.violence': { '/messages/1/content': score } } }).decision.verdict;
    expect(say(below).kind).toBe('allow');
    expect(say(from)).toMatchObject({ kind: 'block', rule: 'k.harmful.violence' });
    expect(say(from).reason).toContain('harmful text (violence)');
  });

  test('an answer about text that nobody asked about counts for nothing, nor does a surely not', () => {
    const zero = { ...LEGAL, llmRule: { ...LEGAL.llmRule!, minConfidence: 0 } };
    expect(
      turn([zero], { scores: { 'legal.llm': { '/messages/0/content': 1, '/messages/1/content': 0 } } }).findings,
    ).toEqual([]);
  });

  test('masked, all of the text is', () => {
    const masking = { ...LEGAL, llmRule: { ...LEGAL.llmRule!, onRequest: 'mask' as const } };
    const { edits } = turn([masking], { scores: { 'legal.llm': { '/messages/1/content': 1 } } });
    expect(edits).toMatchObject([{ pointer: '/messages/1/content', start: 0, end: 15, replacement: '[TEXT_1]' }]);
  });

  test('an exception for the rule lets it pass', () => {
    const spared = { ...LEGAL, exceptions: [{ kind: 'rule' as const, rule: 'legal.llm' }] };
    const { decision } = turn([spared], { scores: { 'legal.llm': { '/messages/1/content': 1 } } });
    expect(decision.verdict.kind).toBe('allow');
  });
});

describe('what stays unanswered', () => {
  test.each([
    ['off', 'was not asked, because none is set'],
    ['failed', 'gave no answer in time'],
    ['busy', 'was not asked, because it is behind'],
    ['partly', 'was asked about some of the text only'],
    ['unscanned', 'was not asked, because the text was not scanned to its end'],
  ] as const)('%s: the verdict says so, and lets it pass', (silence, words) => {
    const { verdict } = turn([LEGAL], { silence }).decision;
    expect(verdict.kind).toBe('allow');
    expect(verdict.reason).toContain(`No policy objects; the judge that 'Legal' needs ${words}`);
  });

  test('beside another verdict it is said too, of all policies that needed the judge', () => {
    const words = policy('w', { words: [{ name: 'sue', words: ['sue'], onRequest: 'alert', onResponse: 'none' }] });
    const { verdict } = turn([words, LEGAL, KIND], { silence: 'off' }).decision;
    expect(verdict).toMatchObject({ kind: 'alert', policyName: 'Policy w' });
    expect(verdict.reason).toMatch(/message 2\); the judge that 'Legal' and 'Be kind' need was not asked/);
  });

  test('no policy that needed it, no word about it', () => {
    expect(turn([policy('p')], { silence: 'off' }).decision.verdict.reason).toBe('No policy objects.');
    expect(turn([LEGAL], { silence: 'off' }, { side: 'response' }).decision.verdict.reason).toBe('No policy objects.');
  });

  test.each(['failed', 'busy', 'partly', 'unscanned'] as const)(
    '%s, with a closed failure policy: objected to',
    (silence) => {
      const { decision } = turn([LEGAL, KIND], { silence, failure: 'closed' });
      expect(decision.verdict).toMatchObject({ kind: 'block', policyName: 'Legal', rule: 'legal.unanswered' });
      expect(decision.verdict.reason).toContain('a question that the judge left unanswered');
      expect(decision.message).toContain('legal.unanswered');
    },
  );

  test('no judge at all is nobody’s failure: closed, it passes', () => {
    expect(turn([LEGAL], { silence: 'off', failure: 'closed' }).decision.verdict.kind).toBe('allow');
  });

  test('of two rules of one policy the stricter reaction counts', () => {
    const both = {
      ...LEGAL,
      harmful: { categories: { hate: 'low' as const }, onRequest: 'warn' as const, onResponse: 'none' as const },
    };
    expect(turn([both], { silence: 'failed', failure: 'closed' }).decision.verdict.kind).toBe('block');
  });
});
