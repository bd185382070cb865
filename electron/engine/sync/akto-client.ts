/** One call to Akto's data-ingestion service, and what its answer means for what was sent. */
import { SluiceError } from '../../../shared/errors.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { Upstreams, LoopGuard } from '../upstream/index.ts';
import { sayFailure, wasSent } from './failures.ts';

export interface AktoAddress {
  /** Base URL, with or without a slash at its end. */
  readonly url: string;
  readonly token: string | null;
  readonly timeoutMs: number;
}

export type AktoAnswer =
  /** Taken. Never to be sent again. */
  | { readonly kind: 'accepted' }
  /** Something in what was sent is not to Akto's liking. `tooLarge`: all of it together. */
  | { readonly kind: 'refused'; readonly reason: string; readonly tooLarge: boolean }
  | AktoUnavailable;

/** Nothing is wrong with what was sent; it can go later. */
export interface AktoUnavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
  /** It may have arrived all the same. */
  readonly unsure: boolean;
  /** Asked for by Akto; null: not. */
  readonly retryAfterMs: number | null;
  /** Less at once may help. */
  readonly tooSlow: boolean;
}

export interface AktoReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** More of an answer is not read: what matters is short. */
const MAX_ANSWER_CHARS = 64_000;
/** The call is fine but for the service or what stands before it, now: nothing in the records is at fault. */
const NOT_THE_RECORDS: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 408, 421, 425, 426, 429]);
/** Whoever answers has not looked at the body. */
const NOT_TAKEN: ReadonlySet<number> = new Set([...NOT_THE_RECORDS, 503]);

/** Owns its connections: dispose closes them. */
export class AktoClient {
  readonly #upstreams: Upstreams;

  /** `guard` knows where this engine listens. */
  constructor(guard: LoopGuard) {
    // The deadline of a call is its own (TIMEOUT); these only must not be shorter.
    this.#upstreams = new Upstreams(guard, { connectMs: 600_000, firstByteMs: 600_000, idleMs: 600_000 });
  }

  /** The service's answer, whatever it is. Rejects when there is none; `sayFailure` has the words. */
  async call(address: AktoAddress, path: string, body: string | Buffer, signal?: AbortSignal): Promise<AktoReply> {
    const base = new URL(address.url);
    const deadline = AbortSignal.timeout(address.timeoutMs);
    const {
      statusCode,
      headers,
      body: answer,
    } = await this.#upstreams.pool(base.origin).request({
      method: 'POST',
      path: base.pathname.replace(/\/+$/, '') + path,
      headers: {
        'content-type': 'application/json',
        ...(address.token === null ? {} : { authorization: address.token }),
      },
      body,
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    });
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) {
      if (text.length < MAX_ANSWER_CHARS) text += String(chunk);
    }
    return { status: statusCode, headers, body: text };
  }

  /** Sends records, each JSON. Never rejects. */
  async ingest(address: AktoAddress, records: readonly string[], signal?: AbortSignal): Promise<AktoAnswer> {
    try {
      const body = Buffer.from(`{"batchData":[${records.join(',')}]}`);
      return answerOf(await this.call(address, '/api/ingestData', body, signal));
    } catch (error) {
      return {
        kind: 'unavailable',
        reason: sayFailure(error, address),
        unsure: wasSent(error),
        retryAfterMs: null,
        tooSlow: error instanceof DOMException && error.name === 'TimeoutError',
      };
    }
  }

  async dispose(): Promise<void> {
    await this.#upstreams.dispose();
  }
}

function answerOf({ status, headers, body }: AktoReply): AktoAnswer {
  if (status >= 200 && status < 300) {
    if (isSuccess(body)) return { kind: 'accepted' };
    return unavailable(`answered ${status}, but not as Akto does: is the address right?`, headers, true);
  }
  if (status < 400 || status >= 500 || NOT_THE_RECORDS.has(status)) {
    return unavailable(sayStatus(status, headers), headers, status >= 500 && !NOT_TAKEN.has(status));
  }
  return { kind: 'refused', reason: `${status}${detail(body)}`, tooLarge: status === 413 };
}

function unavailable(reason: string, headers: AktoReply['headers'], unsure: boolean): AktoUnavailable {
  return { kind: 'unavailable', reason, unsure, retryAfterMs: retryAfterMs(headers), tooSlow: false };
}

function isSuccess(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body);
    return isJsonObject(parsed) && parsed['success'] === true;
  } catch {
    return false;
  }
}

/** What a status means, in words a person can act on. `path`: what was called below the address. */
export function sayStatus(status: number, headers: AktoReply['headers'], path = '/api/ingestData'): string {
  const location = headers['location'];
  switch (true) {
    case status >= 300 && status < 400:
      return `${status}: it answers with a redirect${typeof location === 'string' ? ` to ${originOf(location)}` : ''}; give the final address`;
    case status === 401:
      return '401: Akto refuses the token';
    case status === 403:
      return '403: Akto, or something in front of it, forbids the call';
    case status === 404:
      return `404: there is no ${path} below this address: is the prefix right?`;
    case status === 429:
      return '429: Akto asks for patience';
    case status === 503:
      return '503: Akto is not available at present';
    default:
      return `${status}: Akto failed on it`;
  }
}

function originOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : 'another path';
}

/** Akto says why in `actionErrors` (a list) or `message`. */
function detail(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (!isJsonObject(parsed)) return '';
    const { actionErrors, message } = parsed;
    const said: readonly unknown[] = Array.isArray(actionErrors) ? actionErrors : [message];
    const text = said.filter((one) => typeof one === 'string').join(' ');
    return text === '' ? '' : `: ${text.slice(0, 200)}`;
  } catch {
    return '';
  }
}

/** Seconds or a date (RFC 9110, section 10.2.3); at most an hour. */
function retryAfterMs(headers: AktoReply['headers']): number | null {
  const value = headers['retry-after'];
  if (typeof value !== 'string' || value.trim() === '') return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), 3_600_000);
}

export function guardOf(ownPorts: readonly number[]): LoopGuard {
  const guard = new LoopGuard();
  for (const port of ownPorts) guard.addOwnPort(port);
  return guard;
}

/** Throws SluiceError `loop` or `invalid_setting` when the address is not one Sluice may call. */
export async function checkAddress(url: string, ownPorts: readonly number[]): Promise<void> {
  const guard = guardOf(ownPorts);
  try {
    await guard.check(new URL(url));
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'loop') {
      throw new SluiceError('loop', `${url} is Sluice itself: it would deliver to itself.`, { cause: error });
    }
    throw error;
  }
}
