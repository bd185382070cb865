import { expect, test } from 'vitest';

import type { PlaygroundFinding } from '../../../../shared/domain/index.ts';
import { asMarked, hideValues, maskValue } from './marked.ts';

const TEXT = 'Pay with 4111 1111 1111 1111.';
const card: PlaygroundFinding = {
  type: 'credit_card',
  rule: 'pii.credit-card',
  severity: 'high',
  confidence: 1,
  side: 'request',
  role: 'user',
  pointer: '',
  start: 9,
  end: 28,
  view: 'raw',
  policy: null,
  action: 'allow',
};

test('a value can be known again, and not used', () => {
  expect(maskValue('4111 1111 1111 1111')).toBe('•••• 1111');
  expect(maskValue('maria@customer.example')).toBe('m•••@customer.example');
  expect(maskValue('https://me:pass@word@host')).toBe('h•••@host');
  for (const value of ['', 'x', '1234', 'sk-proj-a1b2c3d4e5f6g7h8i9j0', 'Calle Mayor 12']) {
    expect(maskValue(value)).toBe('••••');
  }
});

test('a view shows no value that was found, wherever it stands in it', () => {
  const [finding] = asMarked(TEXT, [card]);
  expect(finding?.evidence).toBe('•••• 1111');
  expect(hideValues(`${TEXT} Again: 4111 1111 1111 1111`, TEXT, 'normalised', asMarked(TEXT, [card]))).toBe(
    'Pay with •••• 1111. Again: •••• 1111',
  );
});

test('what was found in another spelling hides the whole view', () => {
  const decoded = { ...card, view: 'decoded:base64' };
  expect(hideValues('4111111111111111', 'NDExMTExMTExMTExMTExMQ==', 'decoded:base64', asMarked('', [decoded]))).toBe(
    'Values were found in here. Press the eye to see it.',
  );
});
