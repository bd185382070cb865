/** Passwords and keys that only their name gives away. */
import { type LiteralRule, RANK } from '../rule.ts';
import { type Assigned, assignedAfter } from './assignment.ts';
import { entropy, isSequence, isStandIn } from './value.ts';

const PASSWORD_WORDS = [
  'password',
  'passwd',
  'passphrase',
  'passwort',
  'kennwort',
  'contraseña',
  'mot de passe',
  'senha',
  'пароль',
  '密码',
  '密碼',
  'パスワード',
  '비밀번호',
  'wachtwoord',
  'hasło',
  'parola',
  'heslo',
  'lösenord',
  'pwd',
];

export const passwordRule: LiteralRule = {
  id: 'secrets.password',
  literals: PASSWORD_WORDS,
  tryAt(pass, at, end) {
    const assigned = assignedAfter(pass.text, at, end);
    if (assigned === null) return;
    const value = pass.text.slice(assigned.start, assigned.end);
    if (!isPassword(value, assigned)) return;
    pass.add({
      type: 'password',
      rule: this.id,
      confidence: assigned.how === 'prose' ? 0.75 : 0.85,
      start: assigned.start,
      end: assigned.end,
      rank: RANK.assignedSecret,
    });
  },
};

function isPassword(value: string, assigned: Assigned): boolean {
  if (value.length < 4 || value.length > 200 || isStandIn(value)) return false;
  if (/\s/.test(value) && assigned.how !== 'operator') return false;
  const mixed = /\d/.test(value) || /[^\w\s.-]/.test(value);
  if (assigned.quoted) return mixed || entropy(value) > 2.5;
  // Unquoted words are code (`password = input`) or prose (`password is required`).
  return mixed && !/[()[\]{}]|^[a-z_]+\.[a-z_.]+$/i.test(value);
}

const KEY_WORDS = [
  'api_key',
  'apikey',
  'api-key',
  'api key',
  'secret',
  'token',
  'access_key',
  'accesskey',
  'access-key',
  'private_key',
  'auth_key',
  'authkey',
  'encryption_key',
  'signing_key',
  'credential',
];

export const assignedKeyRule: LiteralRule = {
  id: 'secrets.assigned-key',
  literals: KEY_WORDS,
  tryAt(pass, at, end) {
    const assigned = assignedAfter(pass.text, at, end);
    if (assigned === null) return;
    const value = pass.text.slice(assigned.start, assigned.end);
    if (!isKey(value)) return;
    pass.add({
      type: 'secret.generic_api_key',
      rule: this.id,
      confidence: 0.7,
      start: assigned.start,
      end: assigned.end,
      rank: RANK.assignedSecret - 1,
    });
  },
};

function isKey(value: string): boolean {
  if (value.length < 16 || value.length > 500 || !/^[\w+/=.~:-]+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || isStandIn(value) || isSequence(value)) return false;
  return entropy(value) >= (/^[0-9a-f-]+$/i.test(value) ? 2.8 : 3.2);
}
