/** What a person types to be let in: personal identification numbers, codes for the day the phone is lost. */
import { type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import type { SecretRule } from './documented-rule.ts';

/** `PIN: 4821`, `my PIN is 4821`, `"pin": "482193"`. A dot, dash or another figure makes it another number. */
const PIN =
  /(?:[ _-]?(?:number|nummer|kode))?(?:\s(?:of|for|to|für|von|du|de|del)(?:\s[\p{L}-]{1,14}){1,3})?["'`]?(?:\s{0,2}[:=]|\s(?:is|was|ist|lautet|est|es|è|é|to))\s{0,2}["'`]?(?<value>\d{4}|\d{6}|\d{8})(?![\w-]|[.,:/]\d)/diuy;
/** As everybody writes them who means none: the same figure throughout, or figures in their order. */
const NO_PIN = /^(\d)\1+$|^0?12345?6?7?8?$/;

export const pinRule: SecretRule = {
  id: 'secrets.pin',
  source: 'https://www.iso.org/standard/68669.html',
  samples: ['my PIN is 4{D2}7', '"card_pin": "9{D2}305"'],
  lookalikes: ['GPIO pin = 13', 'PIN: 1234', 'PIN code: 560001', 'pin is 4821.5 mm long'],
  literals: ['pin'],
  wholeWord: true,
  tryAt(pass, at, end) {
    const { text } = pass;
    if (isLetterOrDigit(text.charCodeAt(at - 1)) && text.charCodeAt(at) !== 80) return;
    PIN.lastIndex = end;
    const span = PIN.exec(text)?.indices?.groups?.['value'];
    if (span === undefined || NO_PIN.test(text.slice(...span))) return;
    addCode(pass, 'secret.pin', this.id, span[0], span[1]);
  },
};

/** From the label on: what leads to the first code of the list. */
const BEFORE_CODES =
  /s?["'`]?(?:\s{0,2}[:=]|\s(?:is|are|ist|sind|est|sont|es|son)\b)?\s{0,4}[["'`(*-]{0,3}\s{0,2}(?:1[.)]\s)?/iy;
/** Two or three groups, or one of at least eight that is no date; figures in it, since words are joined by dashes too. */
const CODE =
  /(?:\d{4} \d{4}|(?=[a-z-]{0,16}\d)[a-z0-9]{4,8}(?:-[a-z0-9]{4,8}){1,2}|(?=[a-z]{0,15}\d)(?!(?:19|20)\d{6}\b)[a-z0-9]{8,16})(?![\w-])/iy;
/** Between two codes of a list. */
const BETWEEN_CODES = /["'`]?\s{0,2}(?:[,;]\s{0,3}|\n\s{0,6})["'`*-]{0,2}\s{0,2}(?:\d{1,2}[.)]\s)?["'`]?/y;
const MAX_CODES = 24;

export const recoveryCodeRule: SecretRule = {
  id: 'secrets.recovery-code',
  source:
    'https://docs.github.com/authentication/securing-your-account-with-two-factor-authentication-2fa/configuring-two-factor-authentication-recovery-methods',
  samples: ['recovery code: 4{H3}c-{H4}2', 'My backup code is 7{H6}e'],
  lookalikes: ['recovery codes are in the safe', 'recovery code: XXXXX-XXXXX', 'backup code: see runbook'],
  literals: [
    'recovery code',
    'recovery_code',
    'recoverycode',
    'backup code',
    'backup_code',
    'backupcode',
    'scratch code',
    'wiederherstellungscode',
    'code de récupération',
    'código de recuperación',
    'códigos de recuperación',
    'codes de récupération',
  ],
  wordStart: true,
  tryAt(pass, at, end) {
    if (at < (pass.taken.get(this.id) ?? 0)) return;
    const { text } = pass;
    let from = end + matchLength(BEFORE_CODES, text, end);
    for (let codes = 0; codes < MAX_CODES; codes += 1) {
      const length = matchLength(CODE, text, from);
      if (length === 0) return;
      addCode(pass, 'secret.recovery_code', this.id, from, from + length);
      from += length;
      pass.taken.set(this.id, from);
      const gap = matchLength(BETWEEN_CODES, text, from);
      if (gap === 0) return;
      from += gap;
    }
  },
};

function addCode(pass: Pass, type: string, rule: string, start: number, end: number): void {
  pass.add({ type, rule, confidence: 0.75, start, end, rank: RANK.assignedSecret });
}

function isLetterOrDigit(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}
