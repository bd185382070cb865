/**
 * Cuts the bytes of a streamed answer into the frames it was written in, with the bytes of each kept as they came:
 * what the frames hold, joined, is the stream. Bytes may be cut anywhere.
 */

/**
 * `sse`: Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
 * `ndjson`: one JSON value a line. `json-array`: the items of one JSON array as they arrive (Gemini without alt=sse).
 */
export type Framing = 'sse' | 'ndjson' | 'json-array';

export interface Frame {
  readonly raw: Uint8Array;
  /** The SSE event's name, if it has one. */
  readonly event: string | null;
  /** The payload; null for comments, blank lines, separators and what is too large to hold. */
  readonly data: string | null;
  /** Part of a frame above {@link MAX_FRAME_BYTES}, handed on in pieces. */
  readonly oversized: boolean;
}

export interface Framer {
  push(chunk: Uint8Array): void;
  /** What is left without its terminator is a frame too. */
  end(): void;
  /** null until the first byte that tells. */
  readonly framing: Framing | null;
}

/** Above this a frame is no longer held in memory whole. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** Bytes since the last frame. */
class Pending {
  private pieces: Uint8Array[] = [];
  bytes = 0;

  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.bytes += piece.length;
  }

  take(): Buffer {
    const only = this.pieces[0];
    const all =
      this.pieces.length === 1 && only
        ? Buffer.from(only.buffer, only.byteOffset, only.byteLength)
        : Buffer.concat(this.pieces);
    this.pieces = [];
    this.bytes = 0;
    return all;
  }
}

/** Reads one event block. Fields other than `event` and `data` do not matter to us. */
export function parseSseBlock(text: string): { event: string | null; data: string | null } {
  let event: string | null = null;
  let data: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const field = line.slice(0, colon);
    const value = line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') data = data === null ? value : `${data}\n${value}`;
    else if (field === 'event') event = value;
  }
  return { event, data };
}

type OnFrame = (frame: Frame) => void;

const passed = (raw: Uint8Array, oversized = false): Frame => ({ raw, event: null, data: null, oversized });

class SseFramer {
  private readonly pending = new Pending();
  private lineIsEmpty = true;
  private endedByCr = false;
  private oversized = false;
  private readonly onFrame: OnFrame;

  constructor(onFrame: OnFrame) {
    this.onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    let at = 0;
    if (this.endedByCr && chunk[0] === LF) {
      // The second half of a CRLF whose first half ended the last chunk.
      at = 1;
      if (this.pending.bytes === 0) {
        this.onFrame(passed(chunk.subarray(0, 1)));
        from = 1;
      }
    }
    if (chunk.length > 0) this.endedByCr = false;
    let lf = chunk.indexOf(LF, at);
    let cr = chunk.indexOf(CR, at);
    while (at < chunk.length) {
      if (lf >= 0 && lf < at) lf = chunk.indexOf(LF, at);
      if (cr >= 0 && cr < at) cr = chunk.indexOf(CR, at);
      const stop = lf < 0 ? cr : cr < 0 ? lf : Math.min(lf, cr);
      if (stop < 0) {
        this.lineIsEmpty = false;
        break;
      }
      const blank = this.lineIsEmpty && stop === at;
      at = stop + 1;
      if (stop === cr) {
        if (at === chunk.length) this.endedByCr = true;
        else if (chunk[at] === LF) at += 1;
      }
      this.lineIsEmpty = true;
      if (blank) {
        this.pending.add(chunk.subarray(from, at));
        this.flush();
        from = at;
      }
    }
    this.pending.add(chunk.subarray(from));
    if (this.pending.bytes > MAX_FRAME_BYTES) {
      this.oversized = true;
      this.onFrame(passed(this.pending.take(), true));
    }
  }

  end(): void {
    if (this.pending.bytes > 0) this.flush();
  }

  private flush(): void {
    const raw = this.pending.take();
    if (this.oversized) {
      this.oversized = false;
      this.onFrame(passed(raw, true));
      return;
    }
    this.onFrame({ raw, ...parseSseBlock(raw.toString('utf8')), oversized: false });
  }
}

class LineFramer {
  private readonly pending = new Pending();
  private oversized = false;
  private readonly onFrame: OnFrame;

  constructor(onFrame: OnFrame) {
    this.onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let lf = chunk.indexOf(LF); lf >= 0; lf = chunk.indexOf(LF, from)) {
      this.pending.add(chunk.subarray(from, lf + 1));
      from = lf + 1;
      this.flush();
    }
    this.pending.add(chunk.subarray(from));
    if (this.pending.bytes > MAX_FRAME_BYTES) {
      this.oversized = true;
      this.onFrame(passed(this.pending.take(), true));
    }
  }

  end(): void {
    if (this.pending.bytes > 0) this.flush();
  }

  private flush(): void {
    const raw = this.pending.take();
    const oversized = this.oversized;
    this.oversized = false;
    const data = oversized ? '' : raw.toString('utf8').trim();
    this.onFrame({ raw, event: null, data: data === '' ? null : data, oversized });
  }
}

/** Items of a top-level array: an item ends with its last brace; separators go with the item that follows. */
class ArrayFramer {
  private readonly pending = new Pending();
  private depth = 0;
  private inString = false;
  private escaped = false;
  private oversized = false;
  private readonly onFrame: OnFrame;

  constructor(onFrame: OnFrame) {
    this.onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === 0x5c) this.escaped = true;
        else if (byte === 0x22) this.inString = false;
        continue;
      }
      if (byte === 0x22) this.inString = true;
      else if (byte === 0x7b || byte === 0x5b) this.depth += 1;
      else if (byte === 0x7d || byte === 0x5d) {
        this.depth -= 1;
        if (this.depth > 1) continue;
        this.pending.add(chunk.subarray(from, at + 1));
        from = at + 1;
        this.flush();
      }
    }
    this.pending.add(chunk.subarray(from));
    if (this.pending.bytes > MAX_FRAME_BYTES) {
      this.oversized = true;
      this.onFrame(passed(this.pending.take(), true));
    }
  }

  end(): void {
    if (this.pending.bytes > 0) this.flush();
  }

  private flush(): void {
    const raw = this.pending.take();
    const oversized = this.oversized;
    this.oversized = false;
    const data = oversized || this.depth < 1 ? '' : raw.toString('utf8').replace(/^[\s[,]+/, '');
    this.onFrame({ raw, event: null, data: data === '' ? null : data, oversized });
  }
}

/** The framing that a stream's first bytes tell, or null while only white space came. */
function framingOf(chunk: Uint8Array): Framing | null {
  for (const byte of chunk) {
    if (byte === 0x20 || byte === 0x09 || byte === LF || byte === CR) continue;
    return byte === 0x7b ? 'ndjson' : byte === 0x5b ? 'json-array' : 'sse';
  }
  return null;
}

function framerFor(framing: Framing, onFrame: OnFrame): SseFramer | LineFramer | ArrayFramer {
  switch (framing) {
    case 'sse':
      return new SseFramer(onFrame);
    case 'ndjson':
      return new LineFramer(onFrame);
    case 'json-array':
      return new ArrayFramer(onFrame);
  }
}

/** `framing` null: told by the first byte that is not white space. Calls `onFrame` in wire order, from within push and end. */
export function createFramer(onFrame: OnFrame, framing: Framing | null = null): Framer {
  let inner = framing && framerFor(framing, onFrame);
  let known = framing;
  return {
    push(chunk) {
      if (!inner) {
        known = framingOf(chunk);
        if (!known) {
          // White space before anything else: nothing to wait for.
          if (chunk.length > 0) onFrame(passed(chunk));
          return;
        }
        inner = framerFor(known, onFrame);
      }
      inner.push(chunk);
    },
    end() {
      inner?.end();
    },
    get framing() {
      return known;
    },
  };
}
