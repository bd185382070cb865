import { describe, expect, test } from 'vitest';

import { changedFields, sayScope, sayType, strongest, summaryOf } from '../components/policy-words.ts';
import { policy } from '../test-support/policy-book.ts';
import { isDirty, issuesAt, rebase, startDraft, withPolicy } from './policy-draft.ts';
import { idFor, moved, nameFor } from './policy-list.ts';

describe('names and ids', () => {
  test.each([
    ['Payment data', [], 'payment-data'],
    ['Payment data', ['payment-data', 'payment-data-2'], 'payment-data-3'],
    ['Überweisung & Co.', [], 'uberweisung-co'],
    ['決済', [], 'policy'],
  ])('%s beside %j has the id %s', (name, taken, id) => {
    expect(idFor(name, taken)).toBe(id);
  });

  test('a copy of a copy counts on', () => {
    expect(nameFor('Cards', ['Cards'])).toBe('Cards 2');
    expect(nameFor('Cards 2', ['Cards', 'Cards 2'])).toBe('Cards 3');
  });

  test('long names stay below what the schema allows', () => {
    const name = nameFor('x'.repeat(100), ['x'.repeat(94)]);
    expect(name.length).toBeLessThanOrEqual(100);
    expect(idFor(name, []).length).toBeLessThanOrEqual(64);
  });
});

test('moving keeps all others in their order', () => {
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
  const list = ['a'];
  expect(moved(list, 0, 1)).toBe(list);
  expect(moved(list, 4, 0)).toBe(list);
});

describe('a draft', () => {
  const base = policy();
  const saved = { policies: [base], exceptions: [], revision: 1 };

  test('is dirty when it says something else, not when keys stand elsewhere', () => {
    const { id, ...rest } = base;
    expect(isDirty(startDraft(base, { ...rest, id }))).toBe(false);
    expect(isDirty(startDraft(base, { ...base, advice: 'x' }))).toBe(true);
    expect(isDirty(startDraft(null, base))).toBe(true);
    expect(isDirty(null)).toBe(false);
  });

  test('follows a save that left its policy alone', () => {
    const draft = startDraft(base, { ...base, advice: 'x' });
    expect(rebase(draft, saved).conflict).toBeNull();
    expect(rebase(draft, { ...saved, policies: [{ ...base, name: 'Theirs' }] }).conflict).toBe('changed');
    expect(rebase(draft, { ...saved, policies: [] }).conflict).toBe('removed');
  });

  test('stands in the list where its policy stands, a new one at the end', () => {
    const other = policy({ id: 'other' });
    expect(withPolicy([base, other], 'cards', { ...base, id: 'renamed' }).map(({ id }) => id)).toEqual([
      'renamed',
      'other',
    ]);
    expect(withPolicy([base], 'other', other).map(({ id }) => id)).toEqual(['cards', 'other']);
  });

  test('issues belong to a field and to what is inside it', () => {
    const at = (pointer: string) => ({ line: 1, column: 1, message: 'no', pointer });
    const issues = [at('/rules/1/type'), at('/rules/10'), at('/rules/1')];
    expect(issuesAt(issues, '/rules/1').map(({ pointer }) => pointer)).toEqual(['/rules/1/type', '/rules/1']);
  });
});

describe('in words', () => {
  test('the strictest reaction of any rule is what a list shows', () => {
    expect(strongest(policy({ rules: [] }))).toBe('none');
    expect(strongest(policy())).toBe('block');
    const tools = { allow: [], deny: ['rm'], onRequest: 'none', onResponse: 'approval' } as const;
    expect(strongest(policy({ rules: [], tools }))).toBe('approval');
  });

  test('a summary names the first three things and the agents', () => {
    expect(summaryOf(policy())).toBe('payment card');
    expect(summaryOf(policy({ rules: [] }))).toBe('nothing yet');
    const rules = ['secret.*', 'jwt', 'email', 'iban'].map((type) => ({ ...policy().rules[0]!, type }));
    expect(summaryOf(policy({ rules, agents: ['billing-bot'] }))).toBe(
      'billing-bot: any secret, JSON web token, e-mail address …',
    );
    expect(sayScope({ agents: ['a', 'b'] })).toBe('2 agents');
  });

  test('types and prefixes', () => {
    expect(['*', 'secret.*', 'secret.aws_access_key', 'email'].map(sayType)).toEqual([
      'Anything found',
      'Any secret',
      'AWS access key',
      'E-mail address',
    ]);
  });

  test('what an edit changed', () => {
    const before = policy();
    expect(changedFields(before, { ...before })).toEqual([]);
    expect(changedFields(before, { ...before, severity: 'low', message: 'No.' })).toEqual(['Severity', 'Message']);
  });
});
