/** E-mail addresses as people write them: RFC 5322 dot-atom, RFC 6531 letters, a domain with a plausible last label. */
import { type LiteralRule, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';
import { isDigit, isLetter } from './units.ts';

const LETTER = /[\p{L}\p{N}\p{M}]/u;
/** ASCII of a local part: RFC 5322 atext and the dot. */
const LOCAL = new Uint8Array(128);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-") {
  LOCAL[character.charCodeAt(0)] = 1;
}
/** Of a local part, but not of one's beginning. */
const SIGNS = ".!#$%&'*+/=?^`{|}~-";
/** Scripts that put no blanks, or particles without one: Thai, Lao, Jamo, Kana, ideographs, Hangul. */
const UNSPACED = String.raw`[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]`;
/** No last label is of two scripts: in `corp.jpです` it ends before the particle. */
const DOMAIN = new RegExp(
  String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.){1,8}(?:[A-Za-z]{2,24}(?=${UNSPACED})|(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}]|-[\p{L}\p{N}]))`,
  'uy',
);
const MAX_LOCAL = 64;
/** RFC 1035 section 2.3.4, in letters that may be written with several units. */
const MAX_LABEL = 2 * 63;
/** File names with an @ in them (`icon@2x.png`) and package versions (`vite@5.0.js`) are no addresses. */
const FILE_ENDINGS = /\.(?:png|jpe?g|gif|svg|webp|js|ts|mjs|cjs|css|html?|json|ya?ml|md|txt|pdf|zip|gz|tgz)$/i;

export const emailRule: LiteralRule = {
  id: 'pii.email',
  literals: ['@'],
  tryAt(pass, at, end) {
    const { text } = pass;
    if (!hasDot(text, end)) return;
    let start = at;
    while (start > 0 && at - start < MAX_LOCAL && isLocal(text.charCodeAt(start - 1))) start -= 1;
    if (start === at) return;
    // `\njohn@…` in escaped text, `mailto=`, `'john@…'`, dots at the edge
    if (text[start - 1] === '\\' && /[nrtbf]/.test(text[start] ?? '')) start += 1;
    const assigned = text.slice(start, at).lastIndexOf('=');
    if (assigned !== -1) start += assigned + 1;
    while (start < at && SIGNS.includes(text[start]!)) start += 1;
    start = behindGluedWords(text, start, at, end);
    if (start >= at || text[at - 1] === '.') return;
    const length = matchLength(DOMAIN, text, end);
    if (length === 0 || FILE_ENDINGS.test(text.slice(Math.max(end, end + length - 6), end + length))) return;
    const local = text.slice(start, at);
    if (local.includes('..')) return;
    const stop = end + length;
    // `git@github.com:org/repo.git`, `https://user:pass@host`: where something is fetched, not who reads it.
    if (local === 'git' && (text[stop] === ':' || text[stop] === '/')) return;
    // `https://4f2a…@o1.ingest.sentry.io/2`, `https://medium.com/@jane.doe`, `scp a deploy@web01.corp.io:/srv`
    if (text.startsWith('://', start - 3) || /^:[/~]/.test(text.slice(stop, stop + 2))) return;
    if (text[start - 1] === ':' && /:\/\/[^\s/@]{0,64}$/.test(text.slice(Math.max(0, start - 80), start - 1))) return;
    pass.add({
      type: 'email',
      rule: this.id,
      confidence: 0.97,
      start,
      end: stop,
      rank: RANK.structured,
    });
  },
};

const GLUED = new RegExp(`^.*${UNSPACED}(?=[A-Za-z0-9])`, 'su');
/**
 * Languages that put no blank between words put none before an address either: `邮箱zhang@qq.com`. An address of one's
 * own script has a domain in it too: `用户@例子.广告`.
 */
function behindGluedWords(text: string, start: number, at: number, end: number): number {
  if (text.charCodeAt(start) < 0x0e00 || text.charCodeAt(at - 1) > 127 || text.charCodeAt(end) > 127) return start;
  return start + (GLUED.exec(text.slice(start, at))?.[0].length ?? 0);
}

function isLocal(code: number): boolean {
  return code < 128 ? LOCAL[code] === 1 : LETTER.test(String.fromCharCode(code));
}

/** A label of a domain and the dot behind it, or what may be one: two in three signs of `@` have none. */
function hasDot(text: string, from: number): boolean {
  for (let index = from; index < text.length && index - from <= MAX_LABEL; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 46) return index > from;
    if (code < 128 && code !== 45 && !isLetter(code) && !isDigit(code)) return false;
  }
  return false;
}
