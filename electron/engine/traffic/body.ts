import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, zstdDecompress } from 'node:zlib';

import type { JsonValue } from '../../../shared/json.ts';
import { parseExactly } from '../dialects/index.ts';
import { MAX_RECORDED_BYTES } from './limits.ts';

export type BodyResult =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The client closed before its request was complete. */
  | { readonly kind: 'client-left'; readonly bytes: Buffer };

/** Reads a request body whole. Above `limit` bytes it stops keeping and says so; what still arrives is discarded. */
export function readBody(request: IncomingMessage, limit: number): Promise<BodyResult> {
  // Gone while the request waited for room: no event will tell any more.
  if (request.destroyed) return Promise.resolve({ kind: 'client-left', bytes: concat([]) });
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) {
    request.resume();
    return Promise.resolve({ kind: 'too-large' });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        chunks.length = 0;
        resolve({ kind: 'too-large' });
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve({ kind: 'whole', bytes: concat(chunks) }));
    // `close` without `end`, also after an error: the client is gone.
    request.on('error', () => resolve({ kind: 'client-left', bytes: concat(chunks) }));
    request.on('close', () => resolve({ kind: 'client-left', bytes: concat(chunks) }));
  });
}

function concat(chunks: readonly Buffer[]): Buffer {
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

export interface ReadableBody {
  readonly kind: 'json' | 'text' | 'binary' | 'none';
  /** Decoded text; null for binary and none. */
  readonly text: string | null;
  /** Parsed; undefined when it is not JSON. */
  readonly json: JsonValue | undefined;
  /** Less than the whole was read: above MAX_RECORDED_BYTES, or a broken encoding. */
  readonly truncated: boolean;
}

export const NO_BODY: ReadableBody = { kind: 'none', text: null, json: undefined, truncated: false };

const decoders: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = (() => {
  // Lenient at the end: a stream that was cut still shows what arrived. Bounded: a gzip bomb stops at the limit.
  const zlib = { maxOutputLength: MAX_RECORDED_BYTES, finishFlush: constants.Z_SYNC_FLUSH };
  const asyncGunzip = promisify<Buffer, typeof zlib, Buffer>(gunzip);
  const asyncInflate = promisify<Buffer, typeof zlib, Buffer>(inflate);
  const brotli = { maxOutputLength: MAX_RECORDED_BYTES, finishFlush: constants.BROTLI_OPERATION_FLUSH };
  const asyncBrotli = promisify<Buffer, typeof brotli, Buffer>(brotliDecompress);
  const zstd = { maxOutputLength: MAX_RECORDED_BYTES };
  const asyncZstd = promisify<Buffer, typeof zstd, Buffer>(zstdDecompress);
  return {
    gzip: (bytes) => asyncGunzip(bytes, zlib),
    'x-gzip': (bytes) => asyncGunzip(bytes, zlib),
    deflate: (bytes) => asyncInflate(bytes, zlib),
    br: (bytes) => asyncBrotli(bytes, brotli),
    zstd: (bytes) => asyncZstd(bytes, zstd),
  };
})();

export function isEncoded(contentEncoding: string | null): boolean {
  return contentEncoding !== null && contentEncoding !== '' && contentEncoding.toLowerCase() !== 'identity';
}

/**
 * Undoes Content-Encoding (RFC 9110 section 8.4; several are applied in order). null: unknown, broken, or larger than
 * we record once decoded.
 */
export async function decodeContent(bytes: Buffer, contentEncoding: string): Promise<Buffer | null> {
  let decoded = bytes;
  for (const coding of contentEncoding.toLowerCase().split(',').toReversed()) {
    const name = coding.trim();
    if (name === 'identity' || name === '') continue;
    const decode = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
    if (decode === undefined) return null;
    try {
      decoded = await decode(decoded);
    } catch {
      return null;
    }
  }
  return decoded;
}

/** Reads decoded bytes as JSON, else as text, else calls them binary. Never throws. */
export function understandBody(received: Buffer): ReadableBody {
  if (received.length === 0) return NO_BODY;
  const bytes = fromUtf16(received);
  const truncated = bytes.length > MAX_RECORDED_BYTES;
  const kept = truncated ? bytes.subarray(0, MAX_RECORDED_BYTES) : bytes;
  const json = mayBeJson(kept) && !truncated ? tryParse(kept) : undefined;
  if (json !== undefined) return { kind: 'json', text: json.text, json: json.value, truncated };
  if (!truncated && !isUtf8(kept)) return { kind: 'binary', text: null, json: undefined, truncated };
  return { kind: 'text', text: kept.toString('utf8'), json: undefined, truncated };
}

/**
 * UTF-16 in UTF-8; everything else as it is. JSON is UTF-8 (RFC 8259 section 8.1), but parsers that tell the encoding by
 * its first bytes are about (Python's json, as RFC 4627 section 3 had it), so that a model may read what we would not.
 */
function fromUtf16(bytes: Buffer): Buffer {
  const [first = 1, second = 1] = bytes;
  const little = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  if (!little && !big) return bytes;
  const read = (from: Buffer) => (little ? from : Buffer.from(from).swap16()).toString('utf16le');
  if (!mayBeJson(Buffer.from(read(bytes.subarray(0, Math.min(32, bytes.length & ~1)))))) return bytes;
  return Buffer.from(read(bytes.subarray(0, bytes.length & ~1)));
}

/** First byte that is not white space opens an object, an array or a string: no bare number is a request. */
function mayBeJson(bytes: Buffer): boolean {
  for (const byte of bytes) {
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue;
    // 0xEF begins a byte order mark, which some clients send.
    return byte === 0x7b || byte === 0x5b || byte === 0x22 || byte === 0xef;
  }
  return false;
}

function tryParse(bytes: Buffer): { text: string; value: JsonValue } | undefined {
  const whole = bytes.toString('utf8');
  const text = whole.startsWith('\uFEFF') ? whole.slice(1) : whole;
  try {
    return { text, value: parseExactly(text) };
  } catch {
    return undefined;
  }
}
