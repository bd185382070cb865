import type { ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

import type { StreamGate } from './stream-gate.ts';

export interface GatedAnswerEvents {
  /** Room again: the upstream may go on. */
  onRoom(): void;
  /** The gate denied: what may go out has been written, with the end of the client's stream. */
  onCut(): void;
  /** The stream's compression is broken: what follows cannot be read. */
  onBroken(): void;
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Whether a stream with this Content-Encoding can be judged while it flows. */
export function canDecode(contentEncoding: string | null): boolean {
  return decoderFor(contentEncoding) !== undefined;
}

/** null: nothing to decode; undefined: nobody here can. Two codings on one stream are not seen in the wild. */
function decoderFor(contentEncoding: string | null): (() => Transform) | null | undefined {
  const coding = (contentEncoding ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') return null;
  return Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
}

/** A streamed answer on its way to the client through its gate, decompressed where it has to be. */
export class GatedAnswer {
  readonly #gate: StreamGate;
  readonly #response: ServerResponse;
  readonly #events: GatedAnswerEvents;
  readonly #cutWith: () => string;
  readonly #decoder: Transform | null;
  #over = false;

  /** `cutWith`: what ends the client's stream when the gate denied; asked for then. */
  constructor(
    gate: StreamGate,
    response: ServerResponse,
    contentEncoding: string | null,
    cutWith: () => string,
    events: GatedAnswerEvents,
  ) {
    this.#gate = gate;
    this.#response = response;
    this.#events = events;
    this.#cutWith = cutWith;
    this.#decoder = decoderFor(contentEncoding)?.() ?? null;
    this.#decoder?.on('data', (chunk: Buffer) => {
      if (!this.#pass(gate.push(chunk))) this.#decoder?.pause();
    });
    this.#decoder?.on('drain', () => events.onRoom());
    this.#decoder?.on('error', () => {
      if (this.#over) return;
      this.dispose();
      events.onBroken();
    });
    if (this.#decoder !== null) response.on('drain', this.#onDrain);
  }

  /** False: the client is slow, wait for `onRoom` or the response's own drain. */
  write(chunk: Buffer): boolean {
    if (this.#over) return true;
    return this.#decoder === null ? this.#pass(this.#gate.push(chunk)) : this.#decoder.write(chunk);
  }

  /** The upstream has ended. `done` once everything was judged and written; not called when the stream was cut. */
  end(done: () => void): void {
    const last = (): void => {
      if (this.#over) return;
      this.#pass(this.#gate.end());
      if (this.#over) return;
      this.dispose();
      done();
    };
    if (this.#decoder === null) return last();
    this.#decoder.once('end', last);
    this.#decoder.end();
  }

  /** Also when either side broke off. Safe to call again. */
  dispose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#response.off('drain', this.#onDrain);
    this.#decoder?.destroy();
    this.#gate.dispose();
  }

  readonly #onDrain = (): void => {
    this.#decoder?.resume();
  };

  #pass(chunks: readonly Uint8Array[]): boolean {
    if (this.#over) return true;
    let room = true;
    for (const chunk of chunks) room = this.#response.write(chunk);
    if (this.#gate.denied !== null) this.#cut();
    return room;
  }

  #cut(): void {
    const ending = this.#cutWith();
    this.dispose();
    if (ending !== '') this.#response.end(ending);
    // A dialect without words for it: what was released goes out, then the connection breaks, never looks complete.
    else this.#response.socket?.destroySoon();
    this.#events.onCut();
  }
}
