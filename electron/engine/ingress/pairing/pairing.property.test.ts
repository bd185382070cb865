/** Whatever comes at once in whatever order: one call, one exchange, with the verdict it was given. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Pairing } from './pairing.ts';
import type { HookRecord, QuestionPlacement } from './record.ts';

type Kind = 'allowed' | 'early-record' | 'denied' | 'silent' | 'with-id';
type Step = 'question' | 'record' | 'own-block';

interface Call {
  readonly kind: Kind;
  readonly text: string;
  readonly agent: string;
}

/** The messages of a call, each in its turn. */
const STEPS: Readonly<Record<Kind, readonly Step[]>> = {
  allowed: ['question', 'question', 'record'],
  'early-record': ['question', 'record', 'question'],
  denied: ['question', 'own-block'],
  silent: ['question', 'question', 'record'],
  'with-id': ['question', 'record'],
};

/** Equal texts get equal verdicts: a text says which kinds its calls can be. */
const calls = fc.array(
  fc.record({
    text: fc.constantFrom('one', 'two', 'three', 'deny me'),
    silent: fc.boolean(),
    withId: fc.boolean(),
    early: fc.boolean(),
    agent: fc.constantFrom('agent-a', 'agent-b'),
  }),
  { minLength: 1, maxLength: 40 },
);

function callOf(one: { text: string; silent: boolean; withId: boolean; early: boolean; agent: string }): Call {
  const kind: Kind =
    one.text === 'deny me'
      ? 'denied'
      : one.silent
        ? 'silent'
        : one.withId
          ? 'with-id'
          : one.early
            ? 'early-record'
            : 'allowed';
  return { kind, text: one.text, agent: one.agent };
}

test('N calls in any interleaving are N exchanges with one record each', () => {
  fc.assert(
    fc.property(calls, fc.infiniteStream(fc.nat()), (given, choice) => {
      const all = given.map(callOf);
      let made = 0;
      let at = 0;
      const pairing = new Pairing<never>({ newExchange: () => `x${(made += 1)}` });
      const records = new Map<string, number>();
      const agents = new Map<string, Set<string>>();
      const left = all.map((call, index) => ({ call, index, steps: [...STEPS[call.kind]] }));
      while (left.length > 0) {
        const next = choice.next().value % left.length;
        const { call, index, steps } = left[next]!;
        const step = steps.shift()!;
        if (steps.length === 0) left.splice(next, 1);
        const known = call.kind === 'with-id' || step === 'record';
        const record: HookRecord = {
          at: (at += 1),
          callId: known ? `id-${index}` : null,
          callType: call.kind === 'silent' ? 'aresponses' : 'acompletion',
          text: call.kind === 'silent' && step === 'question' ? '' : call.text,
          headers: [['user-agent', call.agent]],
          identity: { host: call.agent, keyAlias: null, teamId: null, teamAlias: null },
        };
        const ended = step === 'record' ? 'record' : 'ownBlock';
        const placed: QuestionPlacement =
          step === 'question' ? pairing.question(record) : { held: false, ...pairing[ended](record) };
        if (placed.held) continue;
        if (step !== 'question') records.set(placed.exchange, (records.get(placed.exchange) ?? 0) + 1);
        else if (placed.isNew) pairing.settle(placed.exchange, { kind: call.kind === 'denied' ? 'denied' : 'allowed' });
        agents.set(placed.exchange, (agents.get(placed.exchange) ?? new Set()).add(call.agent));
        expect(placed.paired).toBe(true);
      }
      expect(records.size).toBe(all.length);
      expect(new Set(records.values())).toEqual(new Set([1]));
      for (const senders of agents.values()) expect(senders.size).toBe(1);
      expect(pairing.giveUp(at + 3_600_000).unanswered).toEqual([]);
      expect(pairing.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('a thousand open calls cost no more than their number', () => {
  const pairing = new Pairing<never>({ newExchange: () => crypto.randomUUID(), maxCalls: 500 });
  for (let index = 0; index < 5_000; index += 1) {
    pairing.question({
      at: index,
      callId: null,
      callType: 'acompletion',
      text: `text ${index}`,
      headers: [],
      identity: { host: null, keyAlias: null, teamId: null, teamAlias: null },
    });
    expect(pairing.size).toBeLessThanOrEqual(500);
  }
});
