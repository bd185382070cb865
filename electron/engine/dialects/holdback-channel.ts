import type { Leaf, Role } from '../../../shared/domain/index.ts';
import { JsonStringState, type TextEdit, fitArgumentEdits } from './argument-edits.ts';
import { isJson } from './exact-json.ts';
import type { Fragment } from './stream-texts.ts';

/** interfaces.md and issue of the guard: never more than this is held back, a longer finding is cut there. */
export const MAX_HELD_CHARS = 256;
/** What a judge sees again before the new text, so that it knows what stands to the left. */
const CONTEXT_CHARS = 256;

/** What the judge is shown: the end of one text of the answer. */
export interface HoldbackWindow {
  /** The same in all windows of one text and in no other: what a judge knows of a text is kept by it. */
  readonly key: object;
  /** Pointer of the text in the assembled answer. */
  readonly channel: string;
  readonly role: Role;
  readonly kind: Fragment['kind'];
  readonly leaf?: Leaf;
  readonly text: string;
  /** Offset of `text` in the whole of its channel. */
  readonly base: number;
  /** Where in `text` begins what was never shown before. */
  readonly fresh: number;
  /** Nothing more comes: nothing can still become a match. */
  readonly final: boolean;
}

export interface HoldbackJudgement {
  /** How many characters at the end of the window could still become a match. */
  readonly pending: number;
  /** What is masked, as offsets in the window. What has already gone out stays as it went. */
  readonly edits?: readonly TextEdit[];
  /** A violation begins at this offset in the window: nothing from there on goes out, the stream ends. */
  readonly cutAt?: number | null;
}

const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** Whether an offset falls between the two halves of a character. */
function splitsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
}

/** Whether a text that is still growing begins as JSON of an object or a list does. */
export function startsJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** One text of the answer as it grows, with what is decided about it. Offsets are in the whole text unless said. */
export class Channel {
  readonly name: string;
  readonly role: Role;
  readonly kind: Fragment['kind'];
  readonly leaf: Leaf | undefined;
  /** All of it so far. */
  all = '';
  /** Everything before this may go out. */
  safe = 0;
  /** Masks, ascending, apart. */
  readonly edits: TextEdit[] = [];
  closed = false;
  /** It went on after another text had followed it: told in turns, so that no follower ends it. */
  wentOn = false;
  /** Grew or was closed since it was judged. */
  dirty = false;
  /** Characters of it in events that have not gone out. */
  queued = 0;
  private window = '';
  private base = 0;
  private shown = 0;
  private judgedFinal = false;
  private readonly strings = new JsonStringState();

  constructor({ channel, role, kind, leaf }: Pick<Fragment, 'channel' | 'role' | 'kind' | 'leaf'>) {
    this.name = channel;
    this.role = role;
    this.kind = kind;
    this.leaf = leaf;
  }

  get length(): number {
    return this.base + this.window.length;
  }

  append(text: string): void {
    this.all += text;
    this.window += text;
    this.judgedFinal = false;
    this.dirty = true;
  }

  /** Text after its end: a server that says a text is done and goes on. It is guarded as before. */
  reopen(): void {
    this.closed = false;
    this.wentOn = true;
  }

  /** Lets out what is before `end`, although it could still become a match. */
  letGo(end: number): void {
    this.safe = Math.max(this.safe, end);
  }

  close(): void {
    this.closed = true;
    if (!this.judgedFinal && this.safe < this.length) this.dirty = true;
  }

  /** Shows the window to the judge and takes its decision. Returns whether the stream must end. */
  judge(inspect: (window: HoldbackWindow) => HoldbackJudgement): boolean {
    this.dirty = false;
    const { name: channel, role, kind, leaf, window: text, base } = this;
    const fresh = this.shown - base;
    const { pending, edits, cutAt } = inspect({
      key: this,
      channel,
      role,
      kind,
      ...(leaf === undefined ? {} : { leaf }),
      text,
      base,
      fresh,
      final: this.closed,
    });
    this.shown = this.length;
    this.judgedFinal = this.closed;
    const before = this.safe;
    const held = this.closed ? 0 : Math.min(MAX_HELD_CHARS, Math.max(0, Math.ceil(pending)));
    let safe = Math.max(before, this.length - held);
    const cuts = cutAt !== undefined && cutAt !== null;
    if (cuts) safe = Math.max(before, Math.min(safe, base + Math.max(0, cutAt)));
    if (safe > before && splitsPair(text, safe - base)) safe -= 1;
    this.safe = safe;
    if (edits && edits.length > 0) this.mask(edits, before);
    this.trim();
    return cuts;
  }

  /**
   * The arguments of a call: JSON in a string, unless a tool takes any text, or this is one value of them. So is what a
   * tool brought, where all of it is JSON.
   */
  private get isJson(): boolean {
    if (this.leaf !== undefined || !startsJson(this.all)) return false;
    return this.kind === 'tool-arguments' || (this.role === 'tool' && this.closed && isJson(this.all));
  }

  /** Takes the judge's masks over; `before`: what had gone out when it was asked. */
  private mask(edits: readonly TextEdit[], before: number): void {
    const ordered = edits.map((edit) => this.unquoted(edit, before)).sort((a, b) => a.start - b.start);
    const fitted = this.isJson ? fitArgumentEdits(this.window, ordered, this.strings) : ordered;
    for (const edit of fitted) {
      let start = Math.max(0, edit.start);
      let end = Math.min(this.window.length, edit.end);
      if (splitsPair(this.window, start)) start -= 1;
      if (splitsPair(this.window, end)) end += 1;
      this.addMask({ ...edit, start: this.base + start, end: this.base + end }, before);
    }
  }

  /** A number for a string whose opening quote has gone out comes too late: the string says it. */
  private unquoted(edit: TextEdit, before: number): TextEdit {
    if (edit.bare !== true || this.base + edit.start >= before) return edit;
    const quote = this.leaf === undefined ? 1 : 0;
    return { start: edit.start + quote, end: edit.end - quote, replacement: edit.replacement };
  }

  private addMask(edit: TextEdit, before: number): void {
    if (edit.end <= before || edit.end <= edit.start) return;
    // What was masked before and is found again, perhaps longer now.
    const overlapping = this.edits.findIndex((known) => known.start < edit.end && edit.start < known.end);
    const known = this.edits[overlapping];
    if (known) {
      const merged = {
        ...(known.start < before ? known : edit),
        start: Math.min(known.start, Math.max(edit.start, before)),
        end: Math.max(known.end, edit.end),
      };
      this.edits[overlapping] = merged;
      // It may have grown over those that follow.
      let next = this.edits[overlapping + 1];
      while (next && next.start < merged.end) {
        this.edits.splice(overlapping + 1, 1);
        next = this.edits[overlapping + 1];
      }
      return;
    }
    this.edits.push({ ...edit, start: Math.max(edit.start, before) });
    this.edits.sort((a, b) => a.start - b.start);
  }

  private trim(): void {
    let drop = this.safe - CONTEXT_CHARS - this.base;
    if (drop <= CONTEXT_CHARS) return;
    if (splitsPair(this.window, drop)) drop -= 1;
    if (this.isJson) this.strings.pass(this.window.slice(0, drop));
    this.window = this.window.slice(drop);
    this.base += drop;
  }

  /** The masks that touch `[start, end)`, as edits of that piece: the replacement stands where the mask begins. */
  editsIn(start: number, end: number): TextEdit[] {
    const inside: TextEdit[] = [];
    // From the end: pieces go out in order, so the masks that matter are the last.
    for (let at = this.edits.length - 1; at >= 0; at -= 1) {
      const edit = this.edits[at];
      if (!edit || edit.end <= start) break;
      if (edit.start >= end) continue;
      inside.unshift({
        start: Math.max(edit.start, start) - start,
        end: Math.min(edit.end, end) - start,
        replacement: edit.start >= start ? edit.replacement : '',
        ...(edit.bare === true && { bare: true }),
      });
    }
    return inside;
  }
}
