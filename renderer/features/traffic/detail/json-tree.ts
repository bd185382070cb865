/**
 * JSON as it was sent: numbers keep their spelling, double keys and their order stay, every value knows where it stands
 * in the text and under which pointer. JSON.parse would lose all of that.
 */
export type JsonNode =
  | {
      readonly kind: 'object';
      readonly pointer: string;
      readonly entries: readonly { readonly key: string; readonly value: JsonNode }[];
    }
  | { readonly kind: 'array'; readonly pointer: string; readonly items: readonly JsonNode[] }
  | {
      readonly kind: 'string';
      readonly pointer: string;
      readonly value: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'number' | 'literal';
      readonly pointer: string;
      readonly source: string;
      readonly start: number;
      readonly end: number;
    };

/** Deeper than any API nests; hostile bodies go deeper to break whoever reads them. */
const MAX_DEPTH = 400;
const SPACE = /[ \t\n\r]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;

/** null: not JSON, or nested too deeply to show as a tree. */
export function parseJsonTree(text: string): JsonNode | null {
  let at = 0;

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return null;
    at = pattern.lastIndex;
    return match[0];
  };
  const eat = (character: string): boolean => {
    take(SPACE);
    if (text.charAt(at) !== character) return false;
    at += 1;
    return true;
  };
  const need = (character: string) => {
    if (!eat(character)) throw new SyntaxError(`${character} expected at ${at}`);
  };
  const string = (): string => {
    const source = take(STRING);
    if (source === null) throw new SyntaxError(`string expected at ${at}`);
    return JSON.parse(source) as string;
  };

  const value = (pointer: string, depth: number): JsonNode => {
    if (depth > MAX_DEPTH) throw new RangeError('too deep');
    take(SPACE);
    switch (text.charAt(at)) {
      case '{':
        return object(pointer, depth);
      case '[':
        return array(pointer, depth);
      case '"': {
        const start = at;
        const decoded = string();
        return { kind: 'string', pointer, value: decoded, start, end: at };
      }
      default: {
        const start = at;
        const number = take(NUMBER);
        if (number !== null) return { kind: 'number', pointer, source: number, start, end: at };
        const literal = take(LITERAL);
        if (literal !== null) return { kind: 'literal', pointer, source: literal, start, end: at };
        throw new SyntaxError(`value expected at ${at}`);
      }
    }
  };
  const object = (pointer: string, depth: number): JsonNode => {
    const entries: { key: string; value: JsonNode }[] = [];
    need('{');
    if (eat('}')) return { kind: 'object', pointer, entries };
    do {
      take(SPACE);
      const key = string();
      need(':');
      entries.push({ key, value: value(`${pointer}/${escapeStep(key)}`, depth + 1) });
    } while (eat(','));
    need('}');
    return { kind: 'object', pointer, entries };
  };
  const array = (pointer: string, depth: number): JsonNode => {
    const items: JsonNode[] = [];
    need('[');
    if (eat(']')) return { kind: 'array', pointer, items };
    do items.push(value(`${pointer}/${items.length}`, depth + 1));
    while (eat(','));
    need(']');
    return { kind: 'array', pointer, items };
  };

  try {
    const root = value('', 0);
    take(SPACE);
    return at === text.length ? root : null;
  } catch {
    return null;
  }
}

function escapeStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A string or a number, where findings may stand. */
export interface JsonText {
  readonly pointer: string;
  /** What the offsets of findings count in. */
  readonly value: string;
  /** Where it stands in the text, the quotes of a string with it. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Every string and number of a tree, in the order of the text. */
export function* textsOf(node: JsonNode): Generator<JsonText> {
  if (node.kind === 'string') yield { ...node, quoted: true };
  else if (node.kind === 'number') yield { ...node, value: node.source, quoted: false };
  else if (node.kind === 'array') for (const item of node.items) yield* textsOf(item);
  else if (node.kind === 'object') for (const entry of node.entries) yield* textsOf(entry.value);
}

export interface SyntaxPiece {
  readonly kind: 'key' | 'string' | 'number' | 'literal' | 'punct' | 'plain';
  readonly text: string;
}

const TOKEN =
  /("[^"\\]*(?:\\.[^"\\]*)*(?:"|$))(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b|([{}[\],:]+)/gs;

/** Colours for JSON text, complete or cut; anything else comes back plain. */
export function colourJson(text: string): readonly SyntaxPiece[] {
  const pieces: SyntaxPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) pieces.push({ kind: 'plain', text: text.slice(at, match.index) });
    const [whole, quoted, colon, number, literal] = match;
    if (quoted !== undefined) {
      pieces.push({ kind: colon === undefined ? 'string' : 'key', text: quoted });
      if (colon !== undefined) pieces.push({ kind: 'punct', text: colon });
    } else if (number !== undefined) pieces.push({ kind: 'number', text: number });
    else if (literal !== undefined) pieces.push({ kind: 'literal', text: literal });
    else pieces.push({ kind: 'punct', text: whole });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: 'plain', text: text.slice(at) });
  return pieces;
}

const NUMBERS = /-?\d[\d.eE+-]*/g;

/** Whether the numbers of a JSON text survived JSON.parse: those beyond a double's precision do not. */
export function keepsNumbers(text: string, value: unknown): boolean {
  return (text.match(NUMBERS) ?? []).join() === (JSON.stringify(value).match(NUMBERS) ?? []).join();
}
