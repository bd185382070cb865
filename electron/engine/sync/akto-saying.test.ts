import { expect, test } from 'vitest';

import { readSaying } from './akto-saying.ts';

const answer = (guardrailsResult: unknown) => JSON.stringify({ success: true, data: { guardrailsResult } });

test.each([
  [{ Allowed: true }, 'allow'],
  [{ allowed: true, behaviour: '' }, 'allow'],
  [{ Allowed: true, Behaviour: 'alert', Reason: 'hm' }, 'alert'],
  [{ Allowed: false, Behaviour: 'alert' }, 'alert'],
  [{ Allowed: false, Behaviour: 'warn' }, 'warn'],
  [{ Allowed: false, Behaviour: 'block' }, 'block'],
  [{ Allowed: false }, 'block'],
  [{ Allowed: false, ModifiedPayload: '{"body":{}}' }, 'block'],
  [{ Allowed: true, Modified: false, ModifiedPayload: '{"body":{}}' }, 'mask'],
  [{ Allowed: true, ModifiedPayload: '' }, 'allow'],
])('%j is %s', (result, kind) => {
  expect(readSaying(answer(result))?.kind).toBe(kind);
});

test.each(['', 'not JSON', '{}', '{"data":{"guardrailsResult":null}}', answer({ Allowed: null }), answer([])])(
  '%j is no verdict',
  (body) => {
    expect(readSaying(body)).toBeNull();
  },
);

test('policy, rule, severity and reason are taken over; what is unknown is severe', () => {
  const Metadata = { policy_name: 'PII', rule_violated: 'Email', severity: 'LOW', reason: 'from metadata' };
  expect(readSaying(answer({ Allowed: false, Metadata }))).toMatchObject({
    policy: 'PII',
    rule: 'Email',
    severity: 'low',
    reason: 'from metadata',
  });
  expect(readSaying(answer({ Allowed: false, Metadata: { severity: 'odd' } }))).toMatchObject({
    policy: null,
    rule: null,
    severity: 'high',
  });
});
