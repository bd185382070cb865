/**
 * The guard inside a stream: what may go to the client now, and what must wait because it could still become a
 * finding. Pure and driven by the caller, chunk by chunk; never by a clock. Events that nothing was found in go out
 * byte for byte, in order. Cost linear in the stream.
 */
import type { Denial, Dialect } from './dialect.ts';
import { type Frame, type Framing, createFramer } from './framing.ts';
import { Channel, type HoldbackJudgement, type HoldbackWindow, MAX_HELD_CHARS } from './holdback-channel.ts';
import { rewriteFrame, splitFrame } from './holdback-rewrite.ts';
import { parseJson } from './stream.ts';
import { toolNamesOf } from './stream-tool-names.ts';
import { type EventSplit, type EventTexts, type Fragment, type StreamTexts, createWholeTexts } from './stream-texts.ts';

export interface HoldbackOptions {
  readonly dialect: Dialect;
  /** Judges the end of one text of the answer; called once for each text that grew in a chunk. */
  readonly inspect: (window: HoldbackWindow) => HoldbackJudgement;
  /** Names of tools are judged too, in texts of their own. */
  readonly toolNames?: boolean;
  /** null: told by the first byte. */
  readonly framing?: Framing | null;
}

export interface Holdback {
  /** Takes the upstream's bytes, decompressed, cut anywhere; returns what may go to the client now. */
  push(chunk: Uint8Array): Uint8Array;
  /** The upstream has ended: everything is judged to its end; returns the rest. */
  end(): Uint8Array;
  /** A violation was found: what was held is gone, nothing more comes, the caller ends the stream. */
  readonly cut: boolean;
  /** Something was masked. */
  readonly masked: boolean;
  /** Something went out unjudged: an event too large to hold. */
  readonly partial: boolean;
  /** Characters that came and have not gone out. */
  readonly heldChars: number;
  /** What ends the stream towards the client, in its dialect and in the framing of this stream. */
  cutBytes(denial: Denial): string;
}

/** A piece of an event's text in its channel: `[start, end)` there. */
interface Piece {
  readonly fragment: Fragment;
  readonly channel: Channel;
  readonly start: number;
  readonly end: number;
}

interface Waiting {
  readonly frame: Frame;
  readonly pieces: readonly Piece[];
  readonly split: EventSplit | null;
}

class StreamHoldback implements Holdback {
  cut = false;
  masked = false;
  partial = false;
  heldChars = 0;
  private readonly dialect: Dialect;
  private readonly inspect: HoldbackOptions['inspect'];
  private readonly texts: StreamTexts;
  private readonly toolNames: boolean;
  private readonly framer;
  private readonly channels = new Map<string, Channel>();
  private readonly open = new Set<Channel>();
  private readonly dirty = new Set<Channel>();
  private queue: Waiting[] = [];
  private head = 0;
  private out: Uint8Array[] = [];
  private wentOut = false;

  constructor({ dialect, inspect, toolNames = false, framing = null }: HoldbackOptions) {
    this.toolNames = toolNames;
    this.dialect = dialect;
    this.inspect = inspect;
    this.texts = dialect.createStreamTexts?.() ?? createWholeTexts();
    this.framer = createFramer((frame) => {
      this.take(frame);
    }, framing);
  }

  push(chunk: Uint8Array): Uint8Array {
    if (this.cut) return Buffer.alloc(0);
    this.framer.push(chunk);
    return this.settle();
  }

  end(): Uint8Array {
    if (this.cut) return Buffer.alloc(0);
    this.framer.end();
    this.close('');
    return this.settle();
  }

  cutBytes(denial: Denial): string {
    const bytes = this.dialect.cutStream(denial);
    if (this.framer.framing !== 'json-array') return bytes;
    // Gemini without alt=sse: the same object as the last item of the array.
    const item = /^data: (.*)$/m.exec(bytes)?.[1] ?? '';
    return item === '' ? '' : `${this.wentOut ? ',' : '['}${item}]`;
  }

  /** Puts a frame in the queue, its texts in their channels. */
  private take(frame: Frame): void {
    const { data } = frame;
    if (frame.oversized) this.partial = true;
    if (data === null && this.head === this.queue.length) {
      // Comments and blank lines keep a connection alive; they have nothing to wait for but what came before.
      this.emit(frame.raw);
      return;
    }
    if (data === null) {
      this.queue.push({ frame, pieces: [], split: null });
      return;
    }
    if (data === '[DONE]') {
      this.close('');
      this.queue.push({ frame, pieces: [], split: null });
      return;
    }
    const value = parseJson(data);
    const texts = value === undefined ? wholeText(data) : this.texts(value, frame.event);
    const { fragments, closes, follows = [], split } = texts;
    for (const name of follows) this.close(name, true);
    const pieces = fragments.map((fragment) => this.place(fragment));
    if (this.toolNames && value !== undefined)
      pieces.push(...toolNamesOf(value).map((name) => this.place(named(name))));
    for (const { channel, start, end } of pieces) {
      this.heldChars += end - start;
      channel.queued += end - start;
    }
    this.queue.push({ frame, pieces, split: value === undefined ? null : split });
    for (const name of closes) this.close(name);
  }

  private place(fragment: Fragment): Piece {
    let channel = this.channels.get(fragment.channel);
    if (fragment.mode === 'whole') {
      if (channel && channel.all === fragment.text) {
        // Said again: what was decided piece by piece holds.
        this.closeOne(channel);
        return { fragment, channel, start: 0, end: channel.length };
      }
      // The only time it is said, or something else than the pieces said: judged by itself, to its end.
      const own = new Channel(fragment);
      own.append(fragment.text);
      own.close();
      this.dirty.add(own);
      // `#` names what is never said again.
      if (!channel && !fragment.channel.includes('#')) this.channels.set(fragment.channel, own);
      return { fragment, channel: own, start: 0, end: own.length };
    }
    if (!channel) {
      channel = new Channel(fragment);
      this.channels.set(fragment.channel, channel);
      this.open.add(channel);
    }
    if (channel.closed) {
      channel.reopen();
      this.open.add(channel);
    }
    const start = channel.length;
    channel.append(fragment.text);
    this.dirty.add(channel);
    return { fragment, channel, start, end: channel.length };
  }

  private closeOne(channel: Channel): void {
    this.open.delete(channel);
    channel.close();
    if (channel.dirty) this.dirty.add(channel);
  }

  /** `followed`: only because another text has begun, which ends none of those that are told in turns. */
  private close(name: string, followed = false): void {
    for (const channel of this.open) {
      if (isBelow(channel.name, name) && !(followed && channel.wentOn)) this.closeOne(channel);
    }
  }

  /** Judges what grew, then lets out what may go. */
  private settle(): Uint8Array {
    for (const channel of this.dirty) if (channel.judge(this.inspect)) this.cut = true;
    this.dirty.clear();
    this.release();
    if (this.cut) {
      this.queue = [];
      this.head = 0;
      this.heldChars = 0;
    }
    const [only] = this.out;
    const bytes = this.out.length === 1 && only ? only : Buffer.concat(this.out);
    this.out = [];
    return bytes;
  }

  private release(): void {
    for (let next = this.queue[this.head]; next; next = this.queue[this.head]) {
      const waiting = next.pieces.filter(({ channel, end }) => channel.safe < end);
      if (waiting.length > 0) {
        if (this.cut) break;
        if (!this.holdsUpOthers(next, waiting)) {
          this.splitHead(next);
          break;
        }
        for (const { channel, end } of waiting) channel.letGo(end);
      }
      this.emit(this.written(next));
      this.head += 1;
    }
    if (this.head > 1024 || this.head === this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
  }

  /** Events go out in order: no text may wait for another's end longer than for its own. */
  private holdsUpOthers({ pieces }: Waiting, waiting: readonly Piece[]): boolean {
    const own = new Set(waiting.map(({ channel }) => channel));
    let others = this.heldChars;
    for (const channel of own) others -= channel.queued;
    for (const { channel, start, end } of pieces) if (!own.has(channel)) others -= end - start;
    return others > MAX_HELD_CHARS;
  }

  private emit(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.wentOut = true;
    this.out.push(bytes);
  }

  /** The bytes of an event whose texts are all decided: as they came, unless something is masked in them. */
  private written({ frame, pieces }: Waiting): Uint8Array {
    const edits = pieces.flatMap(({ fragment, channel, start, end }) => {
      this.heldChars -= end - start;
      channel.queued -= end - start;
      return channel.editsIn(start, end).map((edit) => ({ fragment, edit }));
    });
    if (edits.length === 0) return frame.raw;
    this.masked = true;
    return rewriteFrame(frame, edits);
  }

  /** An event so long that holding it whole would hold more than a match can need: its beginning goes out. */
  private splitHead(waiting: Waiting): void {
    const [piece, ...others] = waiting.pieces;
    if (!piece || others.length > 0 || !waiting.split || piece.fragment.mode !== 'delta') return;
    const { fragment, channel, start, end } = piece;
    const at = channel.safe;
    if (at <= start || channel.length - start <= MAX_HELD_CHARS) return;
    const halves = splitFrame(waiting.frame, fragment, at - start, waiting.split);
    if (!halves) return;
    const [first, second] = halves;
    const begun = { ...fragment, text: fragment.text.slice(0, at - start) };
    const rest = { ...fragment, text: fragment.text.slice(at - start) };
    this.emit(this.written({ frame: first, pieces: [{ fragment: begun, channel, start, end: at }], split: null }));
    this.queue[this.head] = {
      frame: second,
      pieces: [{ fragment: rest, channel, start: at, end }],
      split: waiting.split,
    };
  }
}

function isBelow(channel: string, name: string): boolean {
  return name === '' || channel === name || channel.startsWith(`${name}/`);
}

/** A name is told once, whole. */
function named(name: string): Fragment {
  return { channel: '#tool', pointer: '', text: name, mode: 'whole', role: 'assistant', kind: 'tool-name' };
}

/** A payload that is no JSON is one text. */
function wholeText(data: string): EventTexts {
  const fragment: Fragment = { channel: '#', pointer: '', text: data, mode: 'whole', role: 'assistant', kind: 'text' };
  return { fragments: [fragment], closes: [], split: null };
}

/** One for each stream, not shared. */
export function createHoldback(options: HoldbackOptions): Holdback {
  return new StreamHoldback(options);
}
