import { expect, test } from 'vitest';

import { type Note, Notifier } from './notifier.ts';

function notifier() {
  const shown: Note[] = [];
  const gone: string[] = [];
  const timers: (() => void)[] = [];
  const state = { looking: false };
  const made = new Notifier({
    show(note) {
      shown.push(note);
      return () => gone.push(note.title);
    },
    isLooking: () => state.looking,
    after(_ms, action) {
      timers.push(action);
      return () => timers.splice(timers.indexOf(action), 1);
    },
  });
  return { made, shown, gone, state, minute: () => timers.shift()?.() };
}

const ask = (id: string, agent = 'billing-bot', policy = 'Refunds') => ({ id, agent, policy });
const blocked = (count: number, agents: readonly string[], policies: readonly string[]) =>
  ({ type: 'blocked', count, agents, policies }) as const;

test('what waits is told once, and taken away when it is answered', () => {
  const { made, shown, gone } = notifier();
  made.setApprovals([ask('1')]);
  made.setApprovals([ask('1')]);
  expect(shown).toEqual([{ title: 'billing-bot waits for your approval', body: 'Refunds. Denied without an answer.' }]);
  made.setApprovals([]);
  expect(gone).toEqual(['billing-bot waits for your approval']);
});

test('one more takes the place of the first; one less says nothing', () => {
  const { made, shown, gone } = notifier();
  made.setApprovals([ask('1')]);
  made.setApprovals([ask('1'), ask('2', 'search-agent', 'Tools')]);
  made.setApprovals([ask('2', 'search-agent', 'Tools')]);
  expect(shown.map(({ title }) => title)).toEqual([
    'billing-bot waits for your approval',
    '2 requests wait for your approval',
  ]);
  expect(shown[1]?.body).toMatch(/^Refunds and Tools\./);
  expect(gone).toHaveLength(1);
});

test('who looks at the window is told nothing', () => {
  const { made, shown, state } = notifier();
  state.looking = true;
  made.setApprovals([ask('1')]);
  made.blocked(blocked(3, ['a'], ['P']));
  expect(shown).toEqual([]);
});

test('the first block at once, those of the next minute together', () => {
  const { made, shown, minute } = notifier();
  made.blocked(blocked(1, ['billing-bot'], ['Payment data']));
  made.blocked(blocked(4, ['billing-bot'], ['Payment data']));
  made.blocked(blocked(2, ['search-agent', 'a', 'b'], ['Payment data', 'Prompt injection']));
  expect(shown).toEqual([{ title: 'billing-bot was blocked', body: 'Payment data' }]);
  minute();
  expect(shown[1]).toEqual({
    title: '6 requests were blocked',
    body: 'billing-bot, search-agent and 2 more: Payment data and Prompt injection',
  });
  // Quiet since: the next one is told at once again, a minute after the last note.
  minute();
  made.blocked(blocked(1, ['a'], ['P']));
  expect(shown).toHaveLength(3);
});
