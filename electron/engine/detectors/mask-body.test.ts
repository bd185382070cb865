import { expect, test } from 'vitest';

import type { StoredFinding } from '../../../shared/domain/index.ts';
import { maskBody } from './mask-body.ts';
import { maskEvidence } from './placeholder.ts';

function found(pointer: string, start: number, end: number, over: Partial<StoredFinding> = {}): StoredFinding {
  return {
    id: 1,
    type: 'credit_card',
    rule: 'pii.credit-card',
    severity: 'high',
    confidence: 1,
    side: 'request',
    role: 'user',
    pointer,
    start,
    end,
    view: 'raw',
    policy: null,
    action: 'allow',
    evidence: '',
    ...over,
  };
}

const CARD = '4242424242424242';
const MASK = maskEvidence('credit_card', CARD);

test('a found text is masked where it stands, and its finding spans the mask', () => {
  const { body, findings } = maskBody(`{"a": "card ${CARD}!", "b": 1.0}`, [found('/a', 5, 21)]);
  expect(body).toBe(`{"a": "card ${MASK}!", "b": 1.0}`);
  expect(findings).toMatchObject([{ start: 5, end: 5 + MASK.length }]);
});

test('a found number becomes a string, and the body stays JSON', () => {
  const { body, findings } = maskBody(`{"a": [1, 4000000000000000006 ], "b": ${CARD}}`, [
    found('/a/1', 0, 19),
    found('/b', 0, 16),
  ]);
  expect(JSON.parse(body ?? '')).toEqual({ a: [1, maskEvidence('credit_card', '4000000000000000006')], b: MASK });
  expect(findings.map(({ start }) => start)).toEqual([0, 0]);
});

test('a placeholder that redaction left stays one', () => {
  const body = '{"a":"[password]"}';
  expect(maskBody(body, [found('/a', 0, 10, { type: 'password' })]).body).toBe(body);
});

test('where a finding leads nowhere, nothing of the body is shown', () => {
  expect(maskBody('{"a":true}', [found('/a', 0, 4)]).body).toBeNull();
  expect(maskBody('{"a":"x"}', [found('/b', 0, 1)]).body).toBeNull();
});
