/** The shipped model on the frozen innocent messages: needs no data, and is the one table that is not of folds. */
import {
  BENIGN_MESSAGES,
  EVERYDAY_ORDERS,
} from '../../../electron/engine/detectors/injection/test-support/benign-messages.ts';
import { ALERT_THRESHOLD, BLOCK_THRESHOLD, injectionScore } from '../../../electron/engine/detectors/index.ts';
import type { Section } from '../report.ts';

export function frozenSection(): Section {
  const messages = [...BENIGN_MESSAGES, ...EVERYDAY_ORDERS.map((text) => ({ role: 'user' as const, text }))];
  const scores = messages.map(({ role, text }) => injectionScore(text, role));
  const above = (limit: number): number => scores.filter((score) => score >= limit).length;
  return {
    title: 'Injection: frozen innocent messages, the shipped model',
    metrics: [
      { name: 'blocked', value: above(BLOCK_THRESHOLD), unit: 'count', lower: true, goal: 0 },
      { name: 'alerted', value: above(ALERT_THRESHOLD), unit: 'count', lower: true },
    ],
    notes: [`${messages.length} messages, written by hand to tempt; none is learnt from.`],
  };
}
