/**
 * Listens to one direction of a WebSocket (RFC 6455, section 5.2) that others speak. It never answers, never throws:
 * what it cannot read ends the listening, not the connection. No extension is negotiated (websocket-pipeline.ts), so
 * that payloads are what they say.
 */
export interface WebSocketEvents {
  text(text: string): void;
  binary(bytes: Buffer): void;
  /** A close frame was seen. */
  close(): void;
  /** Too large to keep, or no WebSocket: from here on nothing is heard. */
  lost(): void;
}

const CONTINUATION = 0x0;
const TEXT = 0x1;
const BINARY = 0x2;
const CLOSE = 0x8;

interface Head {
  readonly final: boolean;
  readonly opcode: number;
  readonly mask: Buffer | null;
  readonly headBytes: number;
  readonly payloadBytes: number;
}

export class WebSocketEar {
  readonly #events: WebSocketEvents;
  readonly #maxMessageBytes: number;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #message: Buffer[] = [];
  #messageBytes = 0;
  #opcode = 0;
  #lost = false;
  /** Nothing can be read before this many bytes are there: chunks are joined once a frame, not once a chunk. */
  #wanted = 2;

  constructor(events: WebSocketEvents, maxMessageBytes: number) {
    this.#events = events;
    this.#maxMessageBytes = maxMessageBytes;
  }

  push(chunk: Buffer): void {
    if (this.#lost) return;
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    if (this.#buffered < this.#wanted) return;
    let bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (;;) {
      const head = readHead(bytes);
      if (head === null) {
        this.#wanted = bytes.length + 1;
        break;
      }
      if (head.payloadBytes > this.#maxMessageBytes) return this.#lose();
      const end = head.headBytes + head.payloadBytes;
      if (bytes.length < end) {
        this.#wanted = end;
        break;
      }
      this.#frame(head, unmasked(bytes.subarray(head.headBytes, end), head.mask));
      if (this.#lost) return;
      bytes = bytes.subarray(end);
    }
    this.#chunks = bytes.length === 0 ? [] : [bytes];
    this.#buffered = bytes.length;
  }

  #frame({ final, opcode }: Head, payload: Buffer): void {
    if (opcode === CLOSE) return this.#events.close();
    if (opcode > BINARY) return;
    if (opcode !== CONTINUATION) {
      this.#opcode = opcode;
      this.#message = [];
      this.#messageBytes = 0;
    }
    this.#message.push(payload);
    this.#messageBytes += payload.length;
    if (this.#messageBytes > this.#maxMessageBytes) return this.#lose();
    if (!final) return;
    const whole = Buffer.concat(this.#message);
    this.#message = [];
    if (this.#opcode === TEXT) this.#events.text(whole.toString('utf8'));
    else this.#events.binary(whole);
  }

  #lose(): void {
    this.#lost = true;
    this.#chunks = [];
    this.#message = [];
    this.#events.lost();
  }
}

/** null: not there yet. */
function readHead(bytes: Buffer): Head | null {
  if (bytes.length < 2) return null;
  const masked = (bytes[1]! & 0x80) !== 0;
  const short = bytes[1]! & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const headBytes = 2 + lengthBytes + (masked ? 4 : 0);
  if (bytes.length < headBytes) return null;
  const payloadBytes =
    lengthBytes === 2 ? bytes.readUInt16BE(2) : lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  return {
    final: (bytes[0]! & 0x80) !== 0,
    opcode: bytes[0]! & 0x0f,
    mask: masked ? bytes.subarray(headBytes - 4, headBytes) : null,
    headBytes,
    payloadBytes,
  };
}

/** A copy: the bytes themselves go on as they came. */
function unmasked(payload: Buffer, mask: Buffer | null): Buffer {
  const copy = Buffer.from(payload);
  if (mask !== null) for (let at = 0; at < copy.length; at += 1) copy[at]! ^= mask[at & 3]!;
  return copy;
}
