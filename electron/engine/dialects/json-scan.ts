/**
 * A strict, iterative walk over JSON text that says where values stand, for rewriting that leaves every other
 * character alone. JSON.parse cannot do this (it forgets spacing, escapes, big numbers and duplicate keys) and a
 * recursive parser dies on 10,000 levels. Grammar: RFC 8259.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A node of the tree of pointers we look for. */
export interface Wanted {
  readonly children: Map<string, Wanted>;
  /** Where the value stood when it was seen last: `[start, end)`. */
  start: number;
  end: number;
}

/** One member of an object, from the opening quote of its key to the end of its value. */
export interface MemberSpan {
  readonly start: number;
  end: number;
  readonly key: string;
}

export function emptyWanted(): Wanted {
  return { children: new Map(), start: -1, end: -1 };
}

/** The steps of an RFC 6901 pointer, or null when it is not one. */
export function pointerSteps(pointer: string): string[] | null {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null;
  const steps = pointer.slice(1).split('/');
  return pointer.includes('~') ? steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')) : steps;
}

/** Escapes a key for use as one step of a pointer. */
export function pointerStep(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

/** Adds steps to the tree. */
export function want(root: Wanted, steps: readonly string[]): void {
  let node = root;
  for (const step of steps) {
    let child = node.children.get(step);
    if (!child) node.children.set(step, (child = emptyWanted()));
    node = child;
  }
}

/**
 * Where the value stands after a scan, or null. Of duplicate keys JSON.parse keeps the last, with nothing of the
 * earlier ones; so what was seen counts only inside what was seen last of its parent.
 */
export function foundAt(root: Wanted, steps: readonly string[]): { start: number; end: number } | null {
  let node = root;
  for (const step of steps) {
    const child = node.children.get(step);
    if (!child || child.start < node.start || child.end > node.end) return null;
    node = child;
  }
  return node.start < 0 ? null : { start: node.start, end: node.end };
}

/** Quote, backslash or control character: everything that is not plain in a string. */
const STRING_STOP = /[^ !#-[\]-\uffff]/g;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/** End of the string that opens at `start`, or -1. */
function stringEnd(json: string, start: number): number {
  let at = start + 1;
  for (;;) {
    STRING_STOP.lastIndex = at;
    if (!STRING_STOP.test(json)) return -1;
    at = STRING_STOP.lastIndex;
    const code = json.charCodeAt(at - 1);
    if (code === QUOTE) return at;
    if (code < 0x20) return -1;
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(json)) return -1;
    at = ESCAPE.lastIndex;
  }
}

function digits(json: string, from: number): number {
  let at = from;
  for (; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code < 0x30 || code > 0x39) break;
  }
  return at;
}

/** End of the number that opens at `start`, or -1. */
function numberEnd(json: string, start: number): number {
  let at = json[start] === '-' ? start + 1 : start;
  const whole = digits(json, at);
  if (whole === at || (json[at] === '0' && whole > at + 1)) return -1;
  at = whole;
  if (json[at] === '.') {
    const fraction = digits(json, at + 1);
    if (fraction === at + 1) return -1;
    at = fraction;
  }
  if (json[at] === 'e' || json[at] === 'E') {
    const sign = json[at + 1] === '+' || json[at + 1] === '-' ? at + 2 : at + 1;
    const exponent = digits(json, sign);
    if (exponent === sign) return -1;
    at = exponent;
  }
  return at;
}

/** End of the scalar that opens at `start`, or -1. */
function scalarEnd(json: string, start: number): number {
  const first = json.charCodeAt(start);
  if (first === 0x22) return stringEnd(json, start);
  if (first === 0x74) return json.startsWith('true', start) ? start + 4 : -1;
  if (first === 0x66) return json.startsWith('false', start) ? start + 5 : -1;
  if (first === 0x6e) return json.startsWith('null', start) ? start + 4 : -1;
  return numberEnd(json, start);
}

function skipSpace(json: string, from: number): number {
  let at = from;
  for (; ; at += 1) {
    const code = json.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}

interface Frame {
  readonly isObject: boolean;
  readonly node: Wanted | null;
  readonly start: number;
  /** Arrays: index of the value at hand. */
  index: number;
  /** Objects: the members so far, kept only where something below was asked for. */
  readonly members: MemberSpan[] | null;
}

/** Called for each object with something wanted below it, duplicates included, as it closes. */
export type OnObject = (members: readonly MemberSpan[], node: Wanted) => void;

/**
 * Walks the text and fills in where everything wanted stands. False when the text is not JSON. Linear in the text,
 * no recursion.
 */
export function scanJson(json: string, root: Wanted, onObject?: OnObject): boolean {
  const stack: Frame[] = [];
  let node: Wanted | null = root;
  let at = skipSpace(json, 0);

  /** Reads key and colon; moves `at` to the value. */
  const openMember = (frame: Frame): boolean => {
    const keyEnd = json.charCodeAt(at) === QUOTE ? stringEnd(json, at) : -1;
    if (keyEnd < 0) return false;
    node = null;
    if (frame.node) {
      const raw = json.slice(at + 1, keyEnd - 1);
      const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
      node = frame.node.children.get(key) ?? null;
      frame.members?.push({ start: at, end: -1, key });
    }
    at = skipSpace(json, keyEnd);
    if (json.charCodeAt(at) !== COLON) return false;
    at = skipSpace(json, at + 1);
    return true;
  };
  const openItem = (frame: Frame): boolean => {
    node = frame.node?.children.get(String(frame.index)) ?? null;
    frame.index += 1;
    return true;
  };

  for (;;) {
    const code = json.charCodeAt(at);
    let start = at;
    let end: number;
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      const isObject = code === OPEN_OBJECT;
      const first = skipSpace(json, at + 1);
      if (json.charCodeAt(first) !== (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        const inner: Wanted | null = node && node.children.size > 0 ? node : null;
        const frame: Frame = { isObject, node, start, index: 0, members: onObject && isObject && inner ? [] : null };
        stack.push(frame);
        at = first;
        if (!(isObject ? openMember(frame) : openItem(frame))) return false;
        continue;
      }
      end = first + 1;
    } else {
      end = scalarEnd(json, at);
      if (end < 0) return false;
    }
    // The value has ended; so have its parents, until one goes on.
    for (;;) {
      if (node) {
        node.start = start;
        node.end = end;
      }
      const frame = stack.at(-1);
      if (!frame) return skipSpace(json, end) === json.length;
      const member = frame.members?.at(-1);
      if (member) member.end = end;
      at = skipSpace(json, end);
      const next = json.charCodeAt(at);
      if (next === COMMA) {
        at = skipSpace(json, at + 1);
        if (!(frame.isObject ? openMember(frame) : openItem(frame))) return false;
        break;
      }
      if (next !== (frame.isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return false;
      if (frame.members && frame.node) onObject?.(frame.members, frame.node);
      stack.pop();
      ({ node, start } = frame);
      end = at + 1;
    }
  }
}
