import type { Leaf, Role } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { digitsOf } from './exact-json.ts';
import { LONGEST_STEP, stepOfPart, withinBounds } from './part-pointer.ts';
import { isDataUrl } from './media.ts';

/** Above these the rest of a body is not read, and the result says `partial`. */
export const MAX_PARTS = 20_000;
const MAX_DEPTH = 256;

/** Ids, signatures, ciphers, vectors and tokens again: nobody writes there, and what stands there looks like secrets. */
const OPAQUE = new Set([
  'id',
  'agent_name',
  'signature',
  'thoughtSignature',
  'thought_signature',
  'encrypted_content',
  'encrypted_reasoning',
  'encrypted_index',
  'embedding',
  'embeddings',
  'b64_json',
  'logprobs',
  'logprobsResult',
]);

/** Members whose values are words of the protocol, or names. What is no word is text all the same. */
const PROTOCOL = new Set([
  'type',
  'object',
  'role',
  'model',
  'modelVersion',
  'status',
  'name',
  'tool_name',
  'server_name',
  'server_label',
  'finish_reason',
  'finishReason',
  'stop_reason',
  'stopReason',
  'done_reason',
  'format',
  'media_type',
  'mime_type',
  'mimeType',
  'encoding_format',
  'output_format',
  'detail',
  'language',
  'system_fingerprint',
  'service_tier',
  'anthropic_version',
  'jsonrpc',
  'method',
  'protocolVersion',
  'created_at',
  'required',
]);
const WORD = /^[\w.:/+-]{0,128}$/;

/** Whether a member is none of anybody's words. `text` is undefined for what is not a string. */
function isMechanical(key: string, text?: string): boolean {
  if (OPAQUE.has(key) || key.endsWith('_id') || key.endsWith('Id')) return true;
  return text !== undefined && PROTOCOL.has(key) && WORD.test(text);
}

interface Place {
  readonly value: JsonValue;
  readonly pointer: string;
  readonly depth: number;
  readonly role: Role;
  /** Name of the member this stands in, also for the items of a list. */
  readonly key: string;
}

/**
 * How much of a value is read. `words`: strings that somebody may have written. `data`: whole numbers too. `all`: also
 * what is mechanical, and inline media.
 */
export type Reach = 'words' | 'data' | 'all';

export interface WalkOptions {
  /** Default `words`. */
  readonly reach?: Reach;
  readonly role?: Role;
  /** Pointers below which somebody else speaks. */
  readonly roles?: ReadonlyMap<string, Role>;
  /** Pointers that are not looked at, nor what is below them. */
  readonly skip?: ReadonlySet<string>;
}

/**
 * Below these nobody's number is one of a person: codes of cards have three digits, and a number in a list, which has no
 * name of its own, must look like one by itself.
 */
const LEAST = 100;
const LEAST_IN_LIST = 1_000_000;

/** Whether a value is a number that is looked at. Lists of small ones, such as tokens, are long. */
function isNumber(value: JsonValue | undefined, least: number): boolean {
  if (typeof value === 'number') return (value >= least || value <= -least) && digitsOf(value) !== null;
  return typeof value === 'object' && digitsOf(value) !== null;
}

/** Members of a value that may hold text. */
function below({ value, pointer, depth, role, key }: Place, { reach = 'words', roles, skip }: WalkOptions): Place[] {
  const places: Place[] = [];
  const numbers = reach !== 'words';
  const base = withinBounds(pointer);
  const add = (item: JsonValue | undefined, step: string, name: string, least = LEAST): void => {
    const text = typeof item === 'string' ? item : undefined;
    if (item === undefined || item === null || text === '') return;
    if (text === undefined && typeof item !== 'object' && !(numbers && isNumber(item, least))) return;
    if (reach !== 'all' && isMechanical(name, text)) return;
    const at = `${base}/${step}`;
    if (skip?.has(at)) return;
    places.push({ value: item, pointer: at, depth: depth + 1, role: roles?.get(at) ?? role, key: name });
  };
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index];
      // Vectors of numbers are long.
      if (numbers || typeof item !== 'number') add(item, String(index), key, LEAST_IN_LIST);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const name in value) add(value[name], stepOfPart(name), name);
  }
  return places;
}

/** A name of that length calls nothing by its name, and stands beside each value below it. */
function labelOf(key: string): string {
  return key.length <= LONGEST_STEP ? key : '';
}

/**
 * Every string below a value, and every whole number as it is written, where the reach asks for them; in wire order,
 * without recursion and bounded. Returns false when it had to stop early.
 */
export function walkStrings(
  value: JsonValue | undefined,
  pointer: string,
  visit: (pointer: string, text: string, role: Role, leaf: Leaf) => void,
  options: WalkOptions = {},
): boolean {
  if (value === undefined) return true;
  let complete = true;
  let found = 0;
  let numbers = 0;
  const reach = options.reach ?? 'words';
  const role = options.role ?? 'user';
  const stack: Place[] = [{ value, pointer, depth: 0, role: options.roles?.get(pointer) ?? role, key: '' }];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (typeof at.value === 'string') {
      if (at.value === '' || (reach !== 'all' && isDataUrl(at.value))) continue;
      found += 1;
      if (found > MAX_PARTS) return false;
      visit(at.pointer, at.value, at.role, { member: labelOf(at.key) });
      continue;
    }
    const digits = digitsOf(at.value);
    if (digits !== null) {
      // One that stands alone has no name either; small ones below were left out before.
      if (reach === 'words' || (at.depth === 0 && !isNumber(at.value, LEAST_IN_LIST))) continue;
      // Counted apart: a table of numbers must not keep the words behind it from being read.
      numbers += 1;
      if (numbers > MAX_PARTS) complete = false;
      else visit(at.pointer, digits, at.role, { member: labelOf(at.key), number: true });
    } else if (at.depth >= MAX_DEPTH) complete = false;
    else {
      const places = below(at, options);
      for (let index = places.length - 1; index >= 0; index -= 1) {
        const place = places[index];
        if (place) stack.push(place);
      }
    }
  }
  return complete;
}
