import type { Block, Message, Part, Role } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { pointerStep } from './json-scan.ts';
import { type MediaSource, isDataUrl, mediaBlock } from './media.ts';

/** Above these the rest of a body is not read, and the result says `partial`. */
const MAX_PARTS = 20_000;
const MAX_DEPTH = 256;

/** Members whose strings are names, ids and opaque tokens of the protocol: nobody writes in them. */
const OPAQUE = new Set([
  'id',
  'type',
  'object',
  'role',
  'model',
  'signature',
  'thoughtSignature',
  'thought_signature',
  'encrypted_content',
  'encrypted_reasoning',
  'agent_name',
  'required',
  'status',
  'finish_reason',
  'stop_reason',
  'system_fingerprint',
  'service_tier',
  'anthropic_version',
]);

function isOpaque(key: string): boolean {
  return OPAQUE.has(key) || key.endsWith('_id') || key.endsWith('Id');
}

export interface StringAt {
  readonly pointer: string;
  readonly text: string;
}

/**
 * Every string below a value, in wire order; without recursion and bounded. Opaque members and inline media are
 * passed over unless `all`. Returns false when it had to stop early.
 */
export function walkStrings(
  value: JsonValue | undefined,
  pointer: string,
  visit: (found: StringAt) => void,
  all = false,
): boolean {
  let complete = true;
  let found = 0;
  const stack: { value: JsonValue; pointer: string; depth: number }[] = [];
  if (value !== undefined) stack.push({ value, pointer, depth: 0 });
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { value: here, pointer: where, depth } = at;
    if (typeof here === 'string') {
      if (here === '' || (!all && isDataUrl(here))) continue;
      found += 1;
      if (found > MAX_PARTS) return false;
      visit({ pointer: where, text: here });
    } else if (typeof here === 'object' && here !== null) {
      if (depth >= MAX_DEPTH) {
        complete = false;
        continue;
      }
      const below: typeof stack = [];
      if (Array.isArray(here)) {
        for (let index = 0; index < here.length; index += 1) {
          const item = here[index];
          if (typeof item === 'string' || (typeof item === 'object' && item !== null)) {
            below.push({ value: item, pointer: `${where}/${index}`, depth: depth + 1 });
          }
        }
      } else {
        for (const key in here) {
          const item = here[key];
          if (typeof item !== 'string' && (typeof item !== 'object' || item === null)) continue;
          if (!all && isOpaque(key)) continue;
          below.push({ value: item, pointer: `${where}/${pointerStep(key)}`, depth: depth + 1 });
        }
      }
      for (let index = below.length - 1; index >= 0; index -= 1) {
        const item = below[index];
        if (item) stack.push(item);
      }
    }
  }
  return complete;
}

interface OpenMessage {
  readonly role: Role;
  readonly pointer: string;
  readonly name: string | null;
  readonly blocks: Block[];
}

/** Collects what a body says, as parts to be scanned and as messages to be shown, in wire order. */
export class Transcript {
  readonly parts: Part[] = [];
  readonly messages: Message[] = [];
  /** Not everything became a part: the body has too many strings or too deep ones. */
  partial = false;
  private current: OpenMessage | null = null;
  /** Tool names by call id, so that a result says whose it is. */
  private readonly toolNames = new Map<string, string>();

  open(role: Role, pointer: string, name: string | null = null): void {
    this.current = { role, pointer, name, blocks: [] };
    this.messages.push(this.current);
  }

  get role(): Role {
    return this.current?.role ?? 'user';
  }

  private add(part: Part): void {
    if (part.text === '') return;
    if (this.parts.length >= MAX_PARTS) this.partial = true;
    else this.parts.push(part);
  }

  /** Shows what is not scanned, or is scanned elsewhere. */
  show(block: Block): void {
    this.current?.blocks.push(block);
  }

  text(pointer: string, text: string, role: Role = this.role): void {
    if (text === '') return;
    this.add({ role, pointer, text });
    this.show({ kind: 'text', pointer, text });
  }

  thinking(pointer: string, text: string): void {
    if (text === '') return;
    this.add({ role: this.role, pointer, text, kind: 'thinking' });
    this.show({ kind: 'thinking', pointer, text });
  }

  /** `value`: the arguments as they stand in the body, a string of JSON or JSON itself. */
  toolCall(pointer: string, id: string | null, name: string, value: JsonValue | undefined): void {
    if (id !== null) this.toolNames.set(id, name);
    const text = typeof value === 'string' ? value : value === undefined ? '' : compactJson(value);
    if (typeof value === 'string') {
      this.add({ role: this.role, pointer, text, kind: 'tool-arguments', tool: name });
    } else {
      this.strings(value, pointer, { role: this.role, kind: 'tool-arguments', tool: name }, true);
    }
    this.show({ kind: 'tool-call', pointer, id, name, arguments: text });
  }

  /** Untrusted text that a tool brought in, whoever's message it came in. */
  toolResult(pointer: string, id: string | null, text: string, tool: string | null = this.toolOf(id)): void {
    this.add({ role: 'tool', pointer, text, ...(tool === null ? {} : { tool }) });
    this.show({ kind: 'tool-result', pointer, id, text });
  }

  toolOf(id: string | null): string | null {
    return (id === null ? null : this.toolNames.get(id)) ?? null;
  }

  media(source: MediaSource): void {
    const { content, pointer } = source;
    // A link is text: it can carry credentials, or carry something away.
    if (content !== null && !source.base64 && !isDataUrl(content))
      this.add({ role: this.role, pointer, text: content });
    this.show(mediaBlock(source));
  }

  /** Everything written below a value of no known shape: scanned and shown, so that nothing hides there. */
  unknown(value: JsonValue | undefined, pointer: string, role: Role = this.role, all = false): void {
    const visit = (found: StringAt): void => {
      this.text(found.pointer, found.text, role);
    };
    if (!walkStrings(value, pointer, visit, all)) this.partial = true;
  }

  /** Like {@link unknown}, scanned only: not part of what anyone says (tool definitions, metadata, unknown fields). */
  strings(value: JsonValue | undefined, pointer: string, as: Omit<Part, 'pointer' | 'text'>, all = false): void {
    const visit = (found: StringAt): void => {
      this.add({ ...as, ...found });
    };
    if (!walkStrings(value, pointer, visit, all)) this.partial = true;
  }

  /**
   * All members of an object that its dialect did not read. Of a whole request they are written by the developer of
   * the agent, if by anyone.
   */
  rest(value: JsonValue, read: ReadonlySet<string>, role: Role = 'developer', pointer = ''): void {
    if (!isJsonObject(value)) return;
    for (const key in value) {
      if (!read.has(key) && !isOpaque(key)) this.strings(value[key], `${pointer}/${pointerStep(key)}`, { role });
    }
  }
}

/** JSON.stringify recurses: a value nested deeper than its stack has no compact form. */
export function compactJson(value: JsonValue): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}
