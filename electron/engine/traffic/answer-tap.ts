import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import type { Dialect, RequestTarget, StreamReader } from '../dialects/index.ts';
import { type RawHeaders, headerOf } from '../upstream/index.ts';
import { NO_BODY, type ReadableBody, decodeContent, isEncoded, understandBody } from './body.ts';
import { MAX_RECORDED_BYTES } from './limits.ts';

/** What streams: server-sent events (WHATWG HTML 9.2) and newline-delimited JSON. */
const STREAM_TYPES =
  /^(text\/event-stream|application\/(x-ndjson|ndjson|jsonl|stream\+json|vnd\.amazon\.eventstream))\b/i;

/**
 * Listens to an answer while its bytes flow to the client; never touches them. Streams are assembled as they come;
 * whole answers are kept up to MAX_RECORDED_BYTES and read at the end.
 */
export class AnswerTap {
  readonly streamed: boolean;
  readonly #encoding: string | null;
  readonly #reader: StreamReader | null;
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  #size = 0;
  #cut = false;

  constructor(dialect: Dialect, target: RequestTarget, status: number, headers: RawHeaders) {
    const type = headerOf(headers, 'content-type') ?? '';
    this.#encoding = headerOf(headers, 'content-encoding');
    // What went wrong comes whole, also where a stream was asked for.
    const flows = status < 400 && dialect.streamsAsJson?.(target) === true;
    this.streamed = flows || STREAM_TYPES.test(type);
    this.#reader = this.streamed ? dialect.createStreamReader() : null;
  }

  /** Bytes on the wire. */
  get sizeBytes(): number {
    return this.#size;
  }

  /** Text of the answer so far; null when it is not a stream that we can read as it flows. */
  liveText(): string | null {
    return this.#flowing?.text() ?? null;
  }

  /** The message so far, as {@link read} gives it in the end; null when it is not a stream that we can read. */
  liveMessage(): JsonValue | null {
    return this.#flowing?.assembled() ?? null;
  }

  get #flowing(): StreamReader | null {
    return isEncoded(this.#encoding) ? null : this.#reader;
  }

  push(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#reader !== null && !isEncoded(this.#encoding)) {
      this.#reader.push(chunk);
      return;
    }
    const room = MAX_RECORDED_BYTES - this.#kept;
    if (room <= 0) {
      this.#cut = true;
      return;
    }
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#kept += Math.min(room, chunk.length);
    this.#cut ||= chunk.length > room;
  }

  /** A whole answer, not encoded, as it came; null: it is none, or was too long to be kept. Ask before {@link read}. */
  plainBytes(): Buffer | null {
    if (this.#reader !== null || this.#cut || this.#size === 0 || isEncoded(this.#encoding)) return null;
    if (this.#chunks.length > 1) this.#chunks.splice(0, this.#chunks.length, Buffer.concat(this.#chunks));
    return this.#chunks[0] ?? null;
  }

  /** The answer as it is stored and scanned: a stream as its assembled message. Also after a break in the middle. */
  async read(): Promise<ReadableBody> {
    if (this.#size === 0) return NO_BODY;
    if (this.#reader !== null && !isEncoded(this.#encoding)) return this.#assembled(this.#reader);
    let bytes: Buffer = Buffer.concat(this.#chunks);
    this.#chunks.length = 0;
    if (isEncoded(this.#encoding)) {
      const decoded = await decodeContent(bytes, this.#encoding!);
      if (decoded === null) return { kind: 'binary', text: null, json: undefined, truncated: true };
      bytes = decoded;
    }
    if (this.#reader !== null) {
      this.#reader.push(bytes);
      return this.#assembled(this.#reader);
    }
    const body = understandBody(bytes);
    return this.#cut ? { ...body, truncated: true } : body;
  }

  #assembled(reader: StreamReader): ReadableBody {
    reader.end();
    const json = withUnread(reader.assembled(), reader.unread?.() ?? []);
    return { kind: 'json', text: JSON.stringify(json), json, truncated: this.#cut || reader.truncated };
  }
}

/** Beside what was assembled, where every dialect looks through what it does not know: nothing that came may be missing. */
function withUnread(json: JsonValue, unread: readonly string[]): JsonValue {
  if (unread.length === 0) return json;
  if (Array.isArray(json)) return [...json, ...unread];
  return isJsonObject(json) ? { ...json, unread_events: [...unread] } : json;
}
