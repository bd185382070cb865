/** Private keys in PEM (RFC 7468), OpenSSH and PuTTY armour, also on one line with escaped line ends. */
import { RANK } from '../rule.ts';
import type { SecretRule } from './documented-rule.ts';

const BEGIN = /-----BEGIN[ A-Z0-9]{0,30}PRIVATE KEY(?: BLOCK)?-----/iy;
const END = /-----END[ A-Z0-9]{0,30}PRIVATE KEY(?: BLOCK)?-----/iy;
/** Longest armoured key worth looking for: RSA 16384 in PEM is 13 KB. Characters. */
const MAX_ARMOUR = 20_000;
/** Without an END line: the lines of base64 that follow, with headers before them, line ends escaped or not. */
const BODY =
  /(?:\s|\\[nr]|[A-Za-z-]{1,30}: [^\n\\]{1,80}|[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{1,15}={1,2}(?![A-Za-z0-9]))*/y;
const MIN_BODY = 64;
/** Shorter ones are cut, and keys all the same: base64 and nothing else. */
const MIN_CUT = 20;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export const privateKeyRule: SecretRule = {
  id: 'secrets.private-key',
  source: 'https://www.rfc-editor.org/rfc/rfc7468',
  samples: [
    '-----BEGIN PRIVATE KEY-----\n{B64}\n{B64}\n-----END PRIVATE KEY-----',
    'key: "-----BEGIN OPENSSH PRIVATE KEY-----\\n{B70}\\n{B70}\\n-----END OPENSSH PRIVATE KEY-----"',
  ],
  lookalikes: [
    '-----BEGIN PUBLIC KEY-----\n{B64}\n{B64}\n-----END PUBLIC KEY-----',
    '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
  ],
  literals: ['-----begin'],
  tryAt(pass, at) {
    BEGIN.lastIndex = at;
    const begin = BEGIN.exec(pass.text);
    if (begin === null) return;
    const bodyStart = at + begin[0].length;
    const end = armourEnd(pass.text, bodyStart);
    const body = pass.text.slice(bodyStart, end.bodyEnd).replace(/\\[nr]|\s/g, '');
    if (new Set(body).size < 12 || (body.length < MIN_BODY && !isCut(body))) return;
    pass.add({
      type: 'secret.private_key',
      rule: this.id,
      confidence: 0.99,
      start: at,
      end: end.end,
      rank: RANK.vendorSecret + 5,
    });
  },
};

function isCut(body: string): boolean {
  return body.length >= MIN_CUT && BASE64.test(body) && /\d/.test(body) && /[a-z]/.test(body) && /[A-Z]/.test(body);
}

function armourEnd(text: string, from: number): { readonly bodyEnd: number; readonly end: number } {
  const close = text.indexOf('-----', from);
  if (close !== -1 && close - from <= MAX_ARMOUR) {
    END.lastIndex = close;
    const match = END.exec(text);
    if (match !== null) return { bodyEnd: close, end: close + match[0].length };
  }
  BODY.lastIndex = from;
  const body = (BODY.exec(text)?.[0] ?? '').slice(0, MAX_ARMOUR);
  const end = from + body.replace(/(?:\s|\\[nr]){1,8}$/, '').length;
  return { bodyEnd: end, end };
}

/** PuTTY private key files: https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html */
const PUTTY =
  /PuTTY-User-Key-File-[23]: [^\n]{1,60}[^]{0,8000}?Private-Lines: \d{1,3}\s+(?:[A-Za-z0-9+/=]{1,80}\s*){1,60}/y;

export const puttyKeyRule: SecretRule = {
  id: 'secrets.putty-key',
  source: 'https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html',
  samples: [
    'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPublic-Lines: 1\n{B64}\nPrivate-Lines: 1\n{B44}\nPrivate-MAC: {H64}',
    'PuTTY-User-Key-File-2: ssh-rsa\nComment: laptop\nPrivate-Lines: 2\n{B64}\n{B64}\n',
  ],
  lookalikes: ['PuTTY-User-Key-File-3: ssh-ed25519', 'PuTTY-User-Key-File-3: ssh-rsa\nPublic-Lines: 1\n{B64}\n'],
  literals: ['putty-user-key-file-'],
  tryAt(pass, at) {
    PUTTY.lastIndex = at;
    const match = PUTTY.exec(pass.text);
    if (match === null) return;
    pass.add({
      type: 'secret.private_key',
      rule: this.id,
      confidence: 0.99,
      start: at,
      end: at + match[0].trimEnd().length,
      rank: RANK.vendorSecret + 5,
    });
  },
};

/**
 * Keys in DER without their armour, in base64: the beginnings of PKCS #8 (RFC 5208) and PKCS #1 (RFC 8017) structures,
 * whose lengths are the only bytes that differ.
 */
const DER =
  /(?:MI[I-L][A-Za-z0-9+/]{2}[AQgw]IBA(?:DANBgkqhkiG9w0BAQEFAASC|AK[BC])|MIG[A-Za-z0-9+/]AgEAMB[AM]GByqGSM49AgEG)[A-Za-z0-9+/\\\s]{80,20000}={0,2}/y;

export const derKeyRule: SecretRule = {
  id: 'secrets.der-key',
  source: 'https://www.rfc-editor.org/rfc/rfc5208',
  samples: ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{B400}', 'key=MIIEpAIBAAKC{B400}'],
  lookalikes: ['MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A{B300}', 'MIIDdzCCAl+gAwIBAgIE{B300}'],
  literals: ['mii', 'mij', 'mik', 'mil', 'mig'],
  tryAt(pass, at) {
    if (/[A-Za-z0-9+/]/.test(pass.text[at - 1] ?? '')) return;
    DER.lastIndex = at;
    const match = DER.exec(pass.text);
    if (match === null) return;
    const end = at + match[0].trimEnd().length;
    pass.add({ type: 'secret.private_key', rule: this.id, confidence: 0.9, start: at, end, rank: RANK.vendorSecret });
  },
};
