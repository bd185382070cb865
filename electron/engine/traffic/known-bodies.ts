/**
 * Bodies that come again word for word (retries, probes, polls, tests that send the same request over and over) are read
 * once: what was made of them is kept, and what was worked out from it. Only of exchanges in which no secret was found:
 * none is held in memory longer than its exchange. Whoever never repeats himself pays one checksum for a request.
 */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { type DialectId, isSecretType } from '../../../shared/domain/index.ts';
import { Sightings } from '../../../shared/sightings.ts';
import type { RequestTarget } from '../dialects/index.ts';
import type { MessageRecord } from '../store/index.ts';
import type { Exchange } from './exchange.ts';
import type { BodyOfMessage, KnownAnswer, KnownRequest, Repeat } from './repeat.ts';

/** Longer bodies are long conversations, which grow from turn to turn. */
const MAX_BYTES = 64 * 1_024;
/** Of both generations: UTF-16 units of text, with about what a body's parts and messages take beside it. */
const MAX_UNITS = 4_000_000;
const ENTRY_UNITS = 2_000;

/**
 * Two generations, the older of which goes at once. Found by their checksums, known by their bytes: whoever makes two
 * bodies of the same checksum pushes out the one with the other.
 */
export class KnownBodies {
  #young = new Map<number, KnownRequest>();
  #old = new Map<number, KnownRequest>();
  #units = 0;
  /** The one that came last, as it does when one agent asks over and over. */
  #latest: KnownRequest | undefined;
  readonly #seen = new Sightings();

  /** null: it came for the first time, or is too long. */
  meet(bytes: Buffer, target: RequestTarget, hint: DialectId | null): Repeat | null {
    if (bytes.length === 0 || bytes.length > MAX_BYTES) return null;
    const isKnown = (one: KnownRequest | undefined): one is KnownRequest =>
      one?.bytes.equals(bytes) === true && one.hint === hint && isSameTarget(one.target, target);
    if (isKnown(this.#latest)) return repeatOf(this.#latest);
    const checksum = crc32(bytes);
    const known = this.#find(checksum);
    if (isKnown(known)) {
      this.#latest = known;
      return repeatOf(known);
    }
    if (known === undefined && !this.#seen.meetNumber(checksum)) return null;
    // A copy: what is read from a socket stands in a larger piece of memory.
    return { checksum, bytes: Buffer.from(bytes), request: null, answer: null, answerBytes: null };
  }

  /** The answer as it was read before; null: it has to be read. */
  meetAnswer(repeat: Repeat, bytes: Buffer): KnownAnswer | null {
    const { request } = repeat;
    if (request === null || bytes.length > MAX_BYTES) return null;
    if (request.answer?.bytes.equals(bytes) === true) {
      repeat.answer = request.answer;
      return request.answer;
    }
    const checksum = crc32(bytes);
    if (request.answerSeen === checksum) repeat.answerBytes = Buffer.from(bytes);
    request.answerSeen = checksum;
    return null;
  }

  /** Call it when both sides were judged. */
  keep(exchange: Exchange): void {
    const { repeat, request, answer } = exchange;
    if (repeat === null || repeat.answer !== null || request === null || !isKeepable(exchange)) return;
    if (repeat.request === null) {
      this.#add(repeat.checksum, {
        checksum: repeat.checksum,
        bytes: repeat.bytes,
        target: exchange.target,
        hint: exchange.route.dialect,
        dialect: exchange.dialect,
        request,
        message: bodyOf(exchange.requestMessage, repeat.bytes),
        facts: { turn: {} },
        answer: null,
        answerSeen: null,
      });
    } else if (repeat.answerBytes !== null && answer !== null) {
      const message = bodyOf(exchange.responseMessage, repeat.answerBytes);
      repeat.request.answer = { bytes: repeat.answerBytes, answer, message, facts: { turn: {} } };
      this.#count(unitsOf(repeat.request.answer));
    }
  }

  #find(checksum: number): KnownRequest | undefined {
    const young = this.#young.get(checksum);
    if (young !== undefined) return young;
    const old = this.#old.get(checksum);
    if (old !== undefined) this.#add(checksum, old);
    return old;
  }

  #add(checksum: number, known: KnownRequest): void {
    this.#young.set(checksum, known);
    this.#count(unitsOf(known) + (known.answer === null ? 0 : unitsOf(known.answer)));
  }

  #count(units: number): void {
    this.#units += units;
    if (this.#units < MAX_UNITS / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#units = 0;
  }
}

function repeatOf(request: KnownRequest): Repeat {
  return { checksum: request.checksum, bytes: request.bytes, request, answer: null, answerBytes: null };
}

function isSameTarget(left: RequestTarget, right: RequestTarget): boolean {
  return left.path === right.path && left.method === right.method && left.contentType === right.contentType;
}

/** Read whole, and looked through whole. */
function isKeepable(exchange: Exchange): boolean {
  const { requestSide, responseSide, requestUnread, marks } = exchange;
  if (requestSide === null || responseSide === null || requestUnread) return false;
  if (NOT_WHOLE.some((mark) => marks.has(mark))) return false;
  return ![requestSide, responseSide].some(({ findings }) => findings.some(({ type }) => isSecretType(type)));
}

/** Marks of an exchange that is read anew each time. */
const NOT_WHOLE = ['partly-scanned', 'scan-failed', 'repeated-members', 'unreadable-encoding'] as const;

function bodyOf({ body, bodyKind }: MessageRecord, bytes: Buffer): BodyOfMessage {
  return { body, bodyKind, digest: hash('sha256', bytes, 'base64') };
}

/** The bytes, the text that was read from them, and its parts. */
function unitsOf({ bytes, message }: Pick<KnownAnswer, 'bytes' | 'message'>): number {
  return ENTRY_UNITS + bytes.length / 2 + 2 * (message.body?.length ?? 0);
}
