/** What a run of digits is: tried once at the first digit of each run. */
import { type Pass, RANK } from '../rule.ts';
import { cardNetwork } from './card.ts';

const CARD = /(?<![\d.])\d(?:[ -]?\d){11,18}(?![\d])/y;
const SSN = /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/y;
const IPV4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)/y;

export function numberAt(pass: Pass, at: number): void {
  const { text } = pass;
  CARD.lastIndex = at;
  const card = CARD.exec(text);
  if (card !== null && cardNetwork(card[0].replace(/[ -]/g, '')) !== null) {
    pass.add({
      type: 'credit_card',
      rule: 'pii.credit-card',
      confidence: 0.95,
      start: at,
      end: at + card[0].length,
      rank: RANK.checked,
    });
  }
  SSN.lastIndex = at;
  const ssn = SSN.exec(text);
  if (ssn !== null)
    pass.add({
      type: 'ssn',
      rule: 'pii.ssn',
      confidence: 0.85,
      start: at,
      end: at + ssn[0].length,
      rank: RANK.structured,
    });
  IPV4.lastIndex = at;
  const ip = IPV4.exec(text);
  if (ip !== null)
    pass.add({
      type: 'ip_address',
      rule: 'pii.ipv4',
      confidence: 0.9,
      start: at,
      end: at + ip[0].length,
      rank: RANK.structured,
    });
}
