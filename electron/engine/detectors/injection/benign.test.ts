/** A false block costs more trust than a missed attack: innocent messages that tempt, none of which may be blocked. */
import { expect, test } from 'vitest';
import { buildViews } from '../views/index.ts';
import { ALERT_THRESHOLD, BLOCK_THRESHOLD, findInjection, injectionScore } from './index.ts';
import { BENIGN_MESSAGES, EVERYDAY_ORDERS } from './test-support/benign-messages.ts';

/** Of about ninety that were chosen to tempt; linear-4 alerted on six. */
const MOST_ALERTS = 7;

test.each(BENIGN_MESSAGES)('not blocked ($role): $text', ({ role, text }) => {
  expect(injectionScore(text, role)).toBeLessThan(BLOCK_THRESHOLD);
});

test('few of them alert', () => {
  const alerting = BENIGN_MESSAGES.filter(({ role, text }) => injectionScore(text, role) >= ALERT_THRESHOLD);
  expect(alerting.map(({ text }) => text).slice(MOST_ALERTS)).toEqual([]);
});

test.each(EVERYDAY_ORDERS)('nothing is found: %s', (text) => {
  for (const role of ['user', 'tool'] as const) {
    expect(findInjection({ role, pointer: '', text }, buildViews(text), 'request')).toEqual([]);
  }
});
