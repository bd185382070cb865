import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

import { SluiceError } from '../../../shared/errors.ts';
import { TextMemo } from '../../../shared/text-memo.ts';

/**
 * Who may talk to our port (security.md "Local surfaces"). A web page can make a browser send requests to 127.0.0.1,
 * by a name that resolves there (DNS rebinding) or directly (cross-site): both are refused before a byte is forwarded.
 *
 * `exposed`: names and addresses a person has let in besides; a token guards them.
 *
 * Returns the reason to refuse, or null.
 */
export function refusalOf(
  request: IncomingMessage,
  token: string | undefined,
  exposed: readonly string[] = [],
): SluiceError | null {
  const host = request.headers.host;
  if (host !== undefined && !isLoopbackHost(host) && !exposed.includes(nameOf(host))) {
    return new SluiceError('forbidden_host', 'This address is not one Sluice listens on. Use 127.0.0.1 or localhost.');
  }
  const origin = request.headers.origin;
  const webOrigin = origin !== undefined && /^https?:/i.test(origin);
  if (webOrigin && !isLoopbackOrigin(origin)) {
    return new SluiceError('forbidden_host', 'Requests of web pages are refused.');
  }
  if (request.headers['sec-fetch-site'] === 'cross-site' && !webOrigin) {
    return new SluiceError('forbidden_host', 'Requests of web pages are refused.');
  }
  if (token !== undefined && !sameToken(request.headers['x-sluice-token'], token)) {
    return new SluiceError('unauthorized', 'x-sluice-token is missing or wrong.');
  }
  return null;
}

/** Clients name few hosts, over and over. */
const loopback = new TextMemo<boolean>(25_000);

function isLoopbackHost(host: string): boolean {
  let known = loopback.get(host);
  if (known === undefined) {
    known = namesLoopback(host);
    loopback.set(host, known);
  }
  return known;
}

function namesLoopback(host: string): boolean {
  const name = nameOf(host);
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name) === 4 ? name.startsWith('127.') : name === '::1';
}

/** Without port and brackets. */
function nameOf(host: string): string {
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackHost(new URL(origin).host);
}

/** Compared in constant time; different lengths are different tokens. */
export function sameToken(given: string | string[] | undefined, wanted: string): boolean {
  if (typeof given !== 'string') return false;
  const left = Buffer.from(given);
  const right = Buffer.from(wanted);
  return left.length === right.length && timingSafeEqual(left, right);
}
