/** Private keys that have no armour and no name: key stores read as text, keys of crypto wallets. */
import { RANK } from '../rule.ts';
import type { SecretRule } from './documented-rule.ts';

/**
 * How a PKCS #12 store begins (RFC 7292): a sequence, version 3, a sequence, the OID of PKCS #7 data. Bytes above 127
 * are themselves (Latin-1) or U+FFFD (UTF-8), depending on who read the file.
 */
const VERSION_3 = '\u0002\u0001\u00030';
const OID_START = '\u0006\t*';
const OID_END = '\r\u0001\u0007\u0001';
/** The end of the OIDs of bags with a key, shrouded or not (RFC 7292, appendix D); the other bags hold certificates. */
const KEY_BAGS = ['\r\u0001\f\n\u0001\u0002', '\r\u0001\f\n\u0001\u0001'];
/** A made-up one, read as Latin-1. */
const BEGINNING = `0\u0082\u0009\u00e1${VERSION_3}\u0082\u0009\u00a7${OID_START}\u0086H\u0086\u00f7${OID_END}`;
/** Tag and length before the version, and between the version and the OID: at most so many characters. */
const LENGTH = 5;

export const keyStoreRule: SecretRule = {
  id: 'secrets.key-store',
  source: 'https://www.rfc-editor.org/rfc/rfc7292',
  samples: [`${BEGINNING}{A40}${KEY_BAGS[0]}{A40}`, `cat store.p12: ${BEGINNING}{A9}${KEY_BAGS[1]}{A99}`],
  // Certificates only; the beginning alone.
  lookalikes: [`${BEGINNING}{A40}\r\u0001\f\n\u0001\u0003{A40}`, BEGINNING],
  // The middle of the OID, in both readings.
  literals: ['\ufffdh\ufffd\ufffd', '\u0086h\u0086\u00f7'],
  tryAt(pass, at, end) {
    const { text } = pass;
    if (at < (pass.taken.get(this.id) ?? 0) || !text.startsWith(OID_END, end) || !text.endsWith(OID_START, at)) return;
    const from = Math.max(0, at - OID_START.length - LENGTH - VERSION_3.length - LENGTH);
    const version = text.slice(from, at).lastIndexOf(VERSION_3);
    const start = version === -1 ? -1 : text.slice(from, from + version).lastIndexOf('0');
    if (start === -1) return;
    // Where no key follows, none follows a later beginning either.
    pass.taken.set(this.id, text.length);
    if (!KEY_BAGS.some((bag) => text.includes(bag, end))) return;
    pass.add({
      type: 'secret.private_key',
      rule: this.id,
      confidence: 0.9,
      start: from + start,
      // Binary to the end of what was pasted; its length field may be among the bytes that were lost.
      end: text.trimEnd().length,
      rank: RANK.vendorSecret,
    });
  },
};

/** 32 bytes in hex: a secp256k1 key, or the hash of anything. */
const WORD_OF_256_BITS = /0x[0-9a-f]{64}(?![0-9a-z])/iy;
const REACH = 120;
const OF_A_WALLET = /wallet|private|\bpriv\b|signer|mnemonic|metamask|secp256k1|\beth(?:ereum)?\b.{0,20}\bkey/i;
/** Said of transactions and blocks, which everybody may see. */
const OF_THE_CHAIN = /\btx|transaction|hash|block|root|receipt|topic|proof|commit|digest|checksum|public|contract/i;

export const walletKeyRule: SecretRule = {
  id: 'secrets.wallet-key',
  source: 'https://ethereum.org/en/developers/docs/accounts/',
  samples: ['the private key of the wallet is 0x{H64}', 'signer = Wallet("0x{H64}")'],
  lookalikes: ['transaction 0x{H64} of the wallet', 'private 0x{H40}'],
  literals: ['0x'],
  tryAt(pass, at) {
    const { text } = pass;
    WORD_OF_256_BITS.lastIndex = at;
    if (isAlphanumeric(text.charCodeAt(at - 1)) || !WORD_OF_256_BITS.test(text)) return;
    const end = at + 66;
    const around = `${text.slice(Math.max(0, at - REACH), at)} ${text.slice(end, end + REACH)}`;
    if (!OF_A_WALLET.test(around) || OF_THE_CHAIN.test(around)) return;
    // Of one character or two: nobody's.
    if (new Set(text.slice(at + 2, end).toLowerCase()).size < 6) return;
    pass.add({
      type: 'secret.ethereum_private_key',
      rule: this.id,
      confidence: 0.75,
      start: at,
      end,
      rank: RANK.assignedSecret,
    });
  },
};

function isAlphanumeric(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57);
}
