/** Addresses of machines: IPv4, IPv6 (RFC 4291), MAC, UUID (RFC 9562). */
import { type LiteralRule, type Pass, RANK } from '../rule.ts';
import { matchLength } from '../sticky.ts';

const IPV4 = /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/y;
/** What makes four small numbers a version: the word before them, or a `v`. */
const VERSION_BEFORE =
  /(?:\b(?:v|version|ver\.?|release|rev\.?|build|firmware|ios|android|chrome|firefox|safari|edg[ea]?|opr|applewebkit|section|chapter|clause|figure|fig\.?|table|annex|appendix)|==|>=|<=|~=|\^|~|@|§)[\s/:="']{0,3}$/i;
const LOOK_BACK = 16;

/** `at` is the first digit of a run that no digit, letter or dot precedes. */
export function ipv4At(pass: Pass, at: number): boolean {
  const { text } = pass;
  const length = matchLength(IPV4, text, at);
  if (length === 0) return false;
  // Four figures and three dots.
  if (
    length === 7 &&
    !/(?:ip|host|server|dns|addr\w*|ping|nameserver)\W{0,3}(?:is\W)?$/i.test(
      text.slice(Math.max(0, at - LOOK_BACK), at),
    )
  ) {
    // 1.2.3.4 is more often a version or a section than a machine.
    return false;
  }
  // A network mask is nobody's address.
  if (text.startsWith('255.', at)) return false;
  if (VERSION_BEFORE.test(text.slice(Math.max(0, at - LOOK_BACK), at))) return false;
  pass.add({
    type: 'ip_address',
    rule: 'pii.ipv4',
    confidence: 0.9,
    start: at,
    end: at + length,
    rank: RANK.structured,
  });
  return true;
}

/** Whatever could be an address; {@link isIpv6} decides. */
const IPV6_RUN = /[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}/iy;
/** The shortest, and the one that code, logs and configurations have most. */
const LOOPBACK = '::1';
const MAC_COLON = /[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![:\w])/iy;
const MAC_DASH = /[0-9a-f]{2}(?:-[0-9a-f]{2}){5}(?![-\w])/iy;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy;
const MAC_BEFORE = /mac|ether|hw ?addr|bssid|physical|bluetooth|lladdr/i;
const HEX_BEFORE = 4;

/** Tried at each colon; the first one of an address does the work. */
export const colonRule: LiteralRule = {
  id: 'pii.colon',
  literals: [':'],
  tryAt(pass, at, end) {
    const { text } = pass;
    const next = text.charCodeAt(end);
    if (next !== 58 && !isHex(next)) return;
    let start = at;
    while (start > 0 && at - start <= HEX_BEFORE && isHex(text.charCodeAt(start - 1))) start -= 1;
    if (at - start > HEX_BEFORE || isWordOrColon(text.charCodeAt(start - 1))) return;
    if (at - start === 2 && text.charCodeAt(at + 3) === 58) {
      MAC_COLON.lastIndex = start;
      const mac = MAC_COLON.exec(text);
      if (mac !== null) return addMac(pass, start, mac[0].length);
    }
    if (start === at && (next !== 58 || !isHex(text.charCodeAt(end + 1)))) return;
    ipv6At(pass, start);
  },
};

function ipv6At(pass: Pass, start: number): void {
  const { text } = pass;
  // As below, without reading it to pieces.
  if (text.startsWith(LOOPBACK, start) && !isHexOrColonOrDot(text.charCodeAt(start + LOOPBACK.length))) {
    if (isLoopback(text, start)) addIpv6(pass, start, LOOPBACK.length);
    return;
  }
  let best = text.slice(start, start + matchLength(IPV6_RUN, text, start));
  // `host fe80::1: unreachable`
  if (best.endsWith(':') && !best.endsWith('::')) best = best.slice(0, -1);
  // `a:a`: nearly every colon ends here.
  if (best.length < 3 || best.indexOf(':') === best.lastIndexOf(':') || !isIpv6(best)) return;
  const after = text.charCodeAt(start + best.length);
  if (isWordOrColon(after)) return;
  // `a::b` is C++ and `dead::beef` Rust: without a digit, or with fewer than three groups and no long one, it is code.
  if (best !== LOOPBACK && (!/\d/.test(best) || (groupsOf(best) < 3 && !KNOWN_PREFIX.test(best)))) return;
  if (best === LOOPBACK && !isLoopback(text, start)) return;
  addIpv6(pass, start, best.length);
}

/** Of addresses on one's own network, and of those given out (IANA, IPv6 Global Unicast Address Assignments). */
const KNOWN_PREFIX = /^(?:fe80|fc|fd|2[0-9a-f]{3}|::ffff)/i;

function groupsOf(address: string): number {
  let groups = 0;
  for (let index = 0; index < address.length; index += 1) {
    const ends = index + 1 === address.length || address.charCodeAt(index + 1) === COLON;
    if (ends && address.charCodeAt(index) !== COLON) groups += 1;
  }
  return groups;
}

function addIpv6(pass: Pass, start: number, length: number): void {
  pass.add({
    type: 'ip_address',
    rule: 'pii.ipv6',
    confidence: 0.9,
    start,
    end: start + length,
    rank: RANK.structured,
  });
}

/** Where an address may stand, and no operator: `std::1` is code. */
function isLoopback(text: string, start: number): boolean {
  return /[[\s"'(=@,]|^$/.test(text[start - 1] ?? '') && !isWord(text.charCodeAt(start + LOOPBACK.length));
}

function isHexOrColonOrDot(code: number): boolean {
  return isHex(code) || code === 58 || code === 46;
}

const V4_TAIL = /(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/y;

/** RFC 4291 section 2.2. `text` is hexadecimal figures and colons, then perhaps figures with dots. */
function isIpv6(text: string): boolean {
  let groups = 0;
  let size = 0;
  let gaps = 0;
  let end = text.length;
  if (text.includes('.')) {
    end = text.lastIndexOf(':') + 1;
    if (matchLength(V4_TAIL, text, end) === 0) return false;
    groups = 2;
  }
  for (let index = 0; index < end; index += 1) {
    if (text.charCodeAt(index) !== COLON) {
      size += 1;
      if (size > 4) return false;
      continue;
    }
    if (text.charCodeAt(index + 1) === COLON) {
      gaps += 1;
      index += 1;
      // `:::`
      if (text.charCodeAt(index + 1) === COLON) return false;
    } else if (size === 0 || index + 1 === text.length) return false;
    if (size > 0) groups += 1;
    size = 0;
  }
  if (size > 0) groups += 1;
  return gaps === 1 ? groups < 8 : gaps === 0 && groups === 8;
}

const COLON = 58;

function addMac(pass: Pass, start: number, length: number): void {
  const value = pass.text.slice(start, start + length);
  if (/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(value)) return;
  // Six numbers of two digits are as well a time with fractions or a score.
  const letters = /[a-f]/i.test(value);
  if (!letters && !MAC_BEFORE.test(pass.text.slice(Math.max(0, start - 24), start))) return;
  const confidence = letters ? 0.95 : 0.8;
  pass.add({
    type: 'mac_address',
    rule: 'pii.mac-address',
    confidence,
    start,
    end: start + length,
    rank: RANK.structured,
  });
}

/** Tried at each dash: UUIDs and MAC addresses with dashes. */
export const dashRule: LiteralRule = {
  id: 'pii.dash',
  literals: ['-'],
  tryAt(pass, at) {
    const { text } = pass;
    if (text.charCodeAt(at + 5) === 45) {
      if (text.charCodeAt(at + 10) !== 45 || isWord(text.charCodeAt(at - 9)) || at < 8) return;
      UUID.lastIndex = at - 8;
      const uuid = UUID.exec(text);
      if (uuid === null) return;
      pass.add({
        type: 'uuid',
        rule: 'pii.uuid',
        confidence: 0.99,
        start: at - 8,
        end: at + 28,
        rank: RANK.structured,
      });
    } else if (text.charCodeAt(at + 3) === 45 && at >= 2 && !isWordOrDash(text.charCodeAt(at - 3))) {
      MAC_DASH.lastIndex = at - 2;
      const mac = MAC_DASH.exec(text);
      if (mac !== null && /[a-f]/i.test(mac[0])) addMac(pass, at - 2, mac[0].length);
    }
  },
};

function isHex(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 102);
}

function isWord(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122) || code === 95;
}

function isWordOrColon(code: number): boolean {
  return isWord(code) || code === 58;
}

function isWordOrDash(code: number): boolean {
  return isWord(code) || code === 45;
}
