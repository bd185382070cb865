import type { Block, Leaf, Message, Part, Role } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { type MediaSource, isDataUrl, mediaBlock } from './media.ts';
import { MAX_PARTS, type Reach, walkStrings } from './walk-strings.ts';

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
  /** The results read now are those of a tool that failed. */
  toolFailed = false;
  /** Id of the call whose results are read now: pictures among them are its too. */
  resultOf: string | null = null;
  private current: OpenMessage | null = null;
  /** How many of the parts are numbers. */
  private numbers = 0;
  /** Tool names by call id, so that a result says whose it is. */
  private readonly toolNames = new Map<string, string>();
  /** Pointers of everything that was read: texts, and media, which are not. */
  private readonly read = new Set<string>();

  open(role: Role, pointer: string, name: string | null = null): void {
    this.current = { role, pointer, name, blocks: [] };
    this.messages.push(this.current);
  }

  /** Nothing is left to sweep below the current message. */
  finish(): void {
    if (this.current) this.ignore(this.current.pointer);
  }

  /** What stands below is said elsewhere, or nothing anyone said. */
  ignore(pointer: string): void {
    this.read.add(pointer);
  }

  get role(): Role {
    return this.current?.role ?? 'user';
  }

  private add(part: Part): void {
    if (part.text === '' || this.read.has(part.pointer)) return;
    const isNumber = part.leaf?.number === true;
    if ((isNumber ? this.numbers : this.parts.length - this.numbers) >= MAX_PARTS) {
      this.partial = true;
      return;
    }
    if (isNumber) this.numbers += 1;
    this.read.add(part.pointer);
    this.parts.push(part);
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
      this.values(value, pointer, { role: this.role, kind: 'tool-arguments', tool: name });
    }
    this.show({ kind: 'tool-call', pointer, id, name, arguments: text });
  }

  /** Untrusted text that a tool brought in, whoever's message it came in. */
  toolResult(pointer: string, id: string | null, text: string, tool: string | null = this.toolOf(id)): void {
    this.add({ role: 'tool', pointer, text, ...(tool === null ? {} : { tool }) });
    this.show({ kind: 'tool-result', pointer, id, text, ...(this.toolFailed && { isError: true }) });
  }

  /** The same where a tool brought JSON: every text in it is scanned, all of it is shown. */
  toolValue(pointer: string, id: string | null, value: JsonValue | undefined): void {
    const tool = this.toolOf(id);
    this.values(value, pointer, { role: 'tool', ...(tool === null ? {} : { tool }) });
    const isError = this.toolFailed && { isError: true };
    this.show({ kind: 'tool-result', pointer, id, text: compactJson(value ?? null), ...isError });
  }

  toolOf(id: string | null): string | null {
    return (id === null ? null : this.toolNames.get(id)) ?? null;
  }

  media(source: MediaSource): void {
    const { content, pointer } = source;
    // A link is text: it can carry credentials, or carry something away. So is what only claims to be base64.
    if (content !== null && !isInline(content, source.base64 === true)) {
      this.add({ role: this.role, pointer, text: content });
    } else if (content !== null) this.read.add(pointer);
    this.show(this.resultOf === null ? mediaBlock(source) : mediaBlock({ ...source, callId: this.resultOf }));
  }

  /** Shows that what follows is a file whose content is plain text. */
  textFile(pointer: string, name: string | null, mediaType: string | null, text: string): void {
    this.show(mediaBlock({ pointer, medium: 'file', mediaType, name, content: text, plain: true }));
  }

  /** Everything written below a value of no known shape, scanned and shown. */
  unknown(value: JsonValue | undefined, pointer: string, role: Role = this.role, reach: Reach = 'words'): void {
    const visit = (at: string, text: string, _role: Role, leaf: Leaf): void => {
      const isValue = leaf.number === true || (reach !== 'words' && at !== pointer);
      this.add({ role, pointer: at, text, ...(isValue ? { leaf } : {}) });
      // A number is looked at, not said.
      if (!leaf.number) this.show({ kind: 'text', pointer: at, text });
    };
    if (!walkStrings(value, pointer, visit, { reach })) this.partial = true;
  }

  /** Like {@link unknown}, scanned only: not part of what anyone says (tool definitions, metadata, unknown fields). */
  strings(value: JsonValue | undefined, pointer: string, as: Omit<Part, 'pointer' | 'text'>, reach?: Reach): void {
    const visit = (at: string, text: string, _role: Role, leaf: Leaf): void => {
      if (!leaf.number) this.add({ ...as, pointer: at, text });
    };
    if (!walkStrings(value, pointer, visit, { reach: reach ?? 'words' })) this.partial = true;
  }

  /** JSON that a tool gets or gives: every string and number in it, each with what it is called. */
  values(
    value: JsonValue | undefined,
    pointer: string,
    as: Omit<Part, 'pointer' | 'text'>,
    reach: Reach = 'all',
  ): void {
    const visit = (at: string, text: string, _role: Role, leaf: Leaf): void => {
      this.add({ ...as, pointer: at, text, leaf });
    };
    if (!walkStrings(value, pointer, visit, { reach })) this.partial = true;
  }

  /**
   * Scans every text of a body that was not read above, so that nothing hides in a field nobody expected: definitions
   * of tools, metadata, parts of unknown kind, values in the wrong place. Below a message its role speaks; elsewhere
   * `role` does, or `inside` below the members that hold the conversation.
   */
  sweep(body: JsonValue, role: Role, inside: Role = role, members: readonly string[] = CONVERSATION): void {
    const roles = new Map<string, Role>();
    for (const name of members) roles.set(`/${name}`, inside);
    for (const message of this.messages) if (message.pointer !== '') roles.set(message.pointer, message.role);
    const visit = (pointer: string, text: string, speaker: Role): void => {
      this.add({ role: speaker, pointer, text });
    };
    // A body that is no object has no fields: all of it is said.
    if (!walkStrings(body, '', visit, { role: isJsonObject(body) ? role : inside, roles, skip: this.read }))
      this.partial = true;
  }
}

/** Where conversations stand in the requests of all dialects. */
const CONVERSATION = ['messages', 'input', 'prompt', 'contents', 'content', 'params'];

/** Its beginning tells: nobody hides words behind kilobytes of base64 that a decoder would refuse. */
function isInline(content: string, base64: boolean): boolean {
  return base64 ? /^[\w+/=\r\n-]*$/.test(content.slice(0, 1024)) : isDataUrl(content);
}

/** JSON.stringify recurses: a value nested deeper than its stack has no compact form. */
export function compactJson(value: JsonValue): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}
