/** Machine readable zone of a passport, ICAO 9303 part 4: two lines of 44 characters, the second with check digits. */
import { type LiteralRule, RANK } from '../rule.ts';
import { icaoCheck } from './check-digits.ts';

const MRZ =
  /P[A-Z<][A-Z][A-Z<]{2}[A-Z<]{39}\s{1,4}([A-Z0-9<]{9})(\d)[A-Z<]{3}(\d{6})(\d)[MF<X](\d{6})(\d)[A-Z0-9<]{14}[0-9<]\d/y;

export const mrzRule: LiteralRule = {
  id: 'pii.passport-mrz',
  literals: ['p<'],
  tryAt(pass, at) {
    MRZ.lastIndex = at;
    const match = MRZ.exec(pass.text);
    if (match === null) return;
    const [whole, number = '', check = '', birth = '', birthCheck = ''] = match;
    if (!icaoCheck(number, check) || !icaoCheck(birth, birthCheck)) return;
    pass.add({
      type: 'passport',
      rule: this.id,
      confidence: 0.99,
      start: at,
      end: at + whole.length,
      rank: RANK.checked + 5,
    });
  },
};
