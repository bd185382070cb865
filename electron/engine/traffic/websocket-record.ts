import { hash } from 'node:crypto';

import type { HeaderList } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { parseExactly, writeExactly } from '../dialects/index.ts';
import type { MessageRecord } from '../store/index.ts';
import { MAX_RECORDED_BYTES } from './limits.ts';
import { WebSocketEar } from './websocket-frames.ts';

/** What one side of a WebSocket said, as the list of its messages: that list stands for a body. */
export class WebSocketRecord {
  readonly events: JsonValue[] = [];
  /** It said that it closes. */
  closed = false;
  readonly #ear: WebSocketEar;
  #sizeBytes = 0;
  #kept = 0;
  #truncated = false;

  constructor() {
    this.#ear = new WebSocketEar(
      {
        text: (text) => this.#keep(text.length, () => parsed(text)),
        // Sound and pictures that are not wrapped in JSON: what they are, not what they hold.
        binary: (bytes) =>
          this.#keep(128, () => ({ type: 'binary', sizeBytes: bytes.length, sha256: hash('sha256', bytes, 'hex') })),
        close: () => {
          this.closed = true;
        },
        lost: () => {
          this.#truncated = true;
        },
      },
      MAX_RECORDED_BYTES,
    );
  }

  push(chunk: Buffer): void {
    this.#sizeBytes += chunk.length;
    this.#ear.push(chunk);
  }

  message(headers: HeaderList): MessageRecord {
    return {
      headers,
      body: this.events.length === 0 ? null : writeExactly(this.events),
      bodyKind: this.events.length === 0 ? 'none' : 'json',
      sizeBytes: this.#sizeBytes,
      truncated: this.#truncated,
    };
  }

  #keep(size: number, event: () => JsonValue): void {
    if (this.#kept + size > MAX_RECORDED_BYTES) {
      this.#truncated = true;
      return;
    }
    this.#kept += size;
    this.events.push(event());
  }
}

function parsed(text: string): JsonValue {
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}
