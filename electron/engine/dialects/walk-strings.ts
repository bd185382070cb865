import type { Role } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { pointerStep } from './json-scan.ts';
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

export interface WalkOptions {
  /** Also what is mechanical, and inline media. */
  readonly all?: boolean;
  readonly role?: Role;
  /** Pointers below which somebody else speaks. */
  readonly roles?: ReadonlyMap<string, Role>;
  /** Pointers that are not looked at, nor what is below them. */
  readonly skip?: ReadonlySet<string>;
}

/** Members of a value that may hold text. */
function below({ value, pointer, depth, role, key }: Place, { all, roles, skip }: WalkOptions): Place[] {
  const places: Place[] = [];
  const add = (item: JsonValue | undefined, step: string, name: string): void => {
    const text = typeof item === 'string' ? item : undefined;
    if (item === undefined || item === null || (text === undefined && typeof item !== 'object')) return;
    if (text === '' || (!all && isMechanical(name, text))) return;
    const at = `${pointer}/${step}`;
    if (skip?.has(at)) return;
    places.push({ value: item, pointer: at, depth: depth + 1, role: roles?.get(at) ?? role, key: name });
  };
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index];
      // Vectors of numbers are long.
      if (typeof item !== 'number') add(item, String(index), key);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const name in value) add(value[name], pointerStep(name), name);
  }
  return places;
}

/**
 * Every string below a value, in wire order; without recursion and bounded. Mechanical members and inline media are
 * passed over unless `all`. Returns false when it had to stop early.
 */
export function walkStrings(
  value: JsonValue | undefined,
  pointer: string,
  visit: (pointer: string, text: string, role: Role) => void,
  options: WalkOptions = {},
): boolean {
  if (value === undefined) return true;
  let complete = true;
  let found = 0;
  const role = options.role ?? 'user';
  const stack: Place[] = [{ value, pointer, depth: 0, role: options.roles?.get(pointer) ?? role, key: '' }];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (typeof at.value === 'string') {
      if (at.value === '' || (!options.all && isDataUrl(at.value))) continue;
      found += 1;
      if (found > MAX_PARTS) return false;
      visit(at.pointer, at.value, at.role);
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
