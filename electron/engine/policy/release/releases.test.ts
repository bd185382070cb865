import { describe, expect, test } from 'vitest';

import type { ReleaseItem } from './grant.ts';
import { type Denial, type Question, Releases } from './releases.ts';

const SHELL: ReleaseItem = { policyId: 'tools', rule: 'tools.tool.shell', content: 'rm' };
const MINUTE = 60_000;

function denial(callId: string, over: Partial<Denial> = {}): Denial {
  return {
    callId,
    exchangeId: `exchange-${callId}`,
    kind: 'approval',
    agent: 'coder',
    model: null,
    policy: 'Tools',
    policyId: 'tools',
    rule: SHELL.rule,
    severity: 'high',
    reason: 'Policy ’Tools’ waits for approval.',
    items: [SHELL],
    windowMs: 5 * MINUTE,
    ...over,
  };
}

/** A clock, and what a gateway or hook does with a call: passes it when all of it is released, else asks. */
function desk() {
  const releases = new Releases();
  let now = 1_000_000;
  const call = (id: string, over: Partial<Denial> = {}, options = {}): string => {
    const asked = denial(id, over);
    const isReleased = () => asked.items.every((item) => releases.isReleased(asked.agent, id, item, now));
    if (!isReleased()) {
      const answer = releases.ask(asked, now, options);
      if (answer !== 'released') return typeof answer === 'string' ? answer : 'denied';
    }
    if (!isReleased()) return 'denied';
    releases.passed(asked.agent, id, asked.items, now);
    return 'passes';
  };
  const waiting = () => releases.list(now);
  const approve = (scope: Parameters<Releases['answer']>[2]): Question | null =>
    releases.answer(waiting()[0]!.id, 'approve', scope, now);
  return { releases, call, waiting, approve, pass: (ms: number) => void (now += ms), now: () => now };
}

describe('once', () => {
  test('is for exactly this content, also when it is sent again within the window, and no longer', () => {
    const { call, approve, pass } = desk();
    expect(call('1')).toBe('denied');
    approve('once');
    expect(call('2')).toBe('passes');
    expect(call('3', { items: [{ ...SHELL, content: 'ls' }] })).toBe('denied');
    expect(call('4', { agent: 'somebody-else' })).toBe('denied');
    pass(5 * MINUTE);
    expect(call('5')).toBe('denied');
  });

  test('both questions of one call get the same answer, also when the window ends between them', () => {
    const { call, approve, pass } = desk();
    call('1');
    approve('once');
    pass(5 * MINUTE - 1);
    expect(call('2')).toBe('passes');
    pass(1);
    expect(call('2')).toBe('passes');
    expect(call('3')).toBe('denied');
  });
});

describe('wider answers', () => {
  test('a time is for whatever the rule objects to in what the agent sends', () => {
    const { call, approve, pass } = desk();
    call('1');
    approve({ forMs: MINUTE });
    expect(call('2', { items: [{ ...SHELL, content: 'ls' }] })).toBe('passes');
    expect(call('3', { items: [{ ...SHELL, rule: 'tools.tool.browser' }] })).toBe('denied');
    pass(MINUTE);
    expect(call('4')).toBe('denied');
  });

  test('a number counts calls, not questions', () => {
    const { call, approve } = desk();
    call('1');
    approve({ count: 2 });
    expect(['2', '2', '2', '3', '2', '3'].map((id) => call(id))).toEqual(Array(6).fill('passes'));
    expect(call('4')).toBe('denied');
    expect(call('3')).toBe('passes');
  });

  test('asking alone uses nothing up', () => {
    const { releases, call, approve, now } = desk();
    call('1');
    approve({ count: 1 });
    for (let times = 0; times < 5; times += 1)
      expect(releases.isReleased('coder', `x${times}`, SHELL, now())).toBe(true);
    expect(call('2')).toBe('passes');
  });

  test('for good', () => {
    const { call, approve, pass } = desk();
    call('1');
    approve('always');
    pass(1_000 * 86_400_000);
    expect(call('2', { items: [{ ...SHELL, content: 'other' }] })).toBe('passes');
  });

  test('what two rules object to needs both', () => {
    const { call, approve } = desk();
    const browser = { ...SHELL, rule: 'tools.tool.browser' };
    call('1');
    approve('always');
    expect(call('2', { items: [SHELL, browser] })).toBe('denied');
    approve('once');
    expect(call('3', { items: [SHELL, browser] })).toBe('passes');
    expect(call('4', { items: [browser] })).toBe('passes');
  });
});

describe('a warning and sending the same again', () => {
  const warn = { kind: 'warn' as const };
  const person = { retryReleases: true };

  test('releases it where a person sits at the client', () => {
    const { call, pass } = desk();
    expect(call('1', warn, person)).toBe('denied');
    pass(1_000);
    expect(call('2', warn, person)).toBe('passes');
    expect(call('3', warn, person)).toBe('passes');
  });

  test('a hook that asks again at once is not a person who has read the warning', () => {
    const { call, pass } = desk();
    expect([call('1', warn, person), call('2', warn, person)]).toEqual(['denied', 'denied']);
    pass(1_000);
    expect(call('3', warn, person)).toBe('passes');
  });

  test('asking twice about one call is not sending it twice', () => {
    const { call } = desk();
    expect([call('1', warn, person), call('1', warn, person), call('1', warn, person)]).toEqual(
      Array(3).fill('denied'),
    );
  });

  test('does not where an agent would simply retry', () => {
    const { call } = desk();
    expect(['1', '2', '3'].map((id) => call(id, warn))).toEqual(Array(3).fill('denied'));
  });

  test('does not release an approval', () => {
    const { call, pass } = desk();
    const ask = (id: string) => {
      pass(1_000);
      return call(id, {}, person);
    };
    expect(['1', '2'].map(ask)).toEqual(['denied', 'denied']);
  });

  test('counts for the same content only, and within the window only', () => {
    const { call, pass } = desk();
    call('1', warn, person);
    expect(call('2', { ...warn, items: [{ ...SHELL, content: 'ls' }] }, person)).toBe('denied');
    pass(5 * MINUTE);
    expect(call('3', warn, person)).toBe('denied');
    pass(1_000);
    expect(call('4', warn, person)).toBe('passes');
  });
});

describe('the list a person sees', () => {
  test('the same content asked for again is one question, which stays as long as it is asked', () => {
    const { call, waiting, pass } = desk();
    call('1');
    pass(4 * MINUTE);
    call('2');
    pass(4 * MINUTE);
    expect(waiting()).toMatchObject([{ exchangeId: 'exchange-1', policy: 'Tools', rule: SHELL.rule, agent: 'coder' }]);
    expect(JSON.stringify(waiting())).not.toContain('content');
    pass(MINUTE);
    expect(waiting()).toEqual([]);
  });

  test('what was refused is not asked for again until the window ends', () => {
    const { releases, call, waiting, pass, now } = desk();
    call('1');
    const { id } = waiting()[0]!;
    expect(releases.answer(id, 'deny', 'once', now())).not.toBeNull();
    expect(releases.answer(id, 'approve', 'once', now())).toBeNull();
    expect(call('2')).toBe('refused');
    expect(waiting()).toEqual([]);
    pass(5 * MINUTE);
    expect(call('3')).toBe('denied');
    expect(waiting()).toHaveLength(1);
  });

  test('never grows without bound: the oldest go, and stay denied', () => {
    const { call, waiting } = desk();
    for (let index = 0; index < 1_100; index += 1) call(`${index}`, { items: [{ ...SHELL, content: `${index}` }] });
    expect(waiting()).toHaveLength(1_000);
    expect(waiting()[0]!.exchangeId).toBe('exchange-100');
    expect(call('again', { items: [{ ...SHELL, content: '0' }] })).toBe('denied');
  });
});
