import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

import { CSP_NONCE_PLACEHOLDER, contentSecurityPolicy } from '../../shared/csp.ts';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://sluice`;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The file a request names.
 * @returns null for another origin, a path outside the folder or a kind of file the page has no use for
 */
export function appFile(folder: string, address: string): { path: string; contentType: string } | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  // `origin` of a scheme that is not http's is "null".
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== new URL(APP_ORIGIN).host) return null;
  let name: string;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  const path = join(folder, name === '/' ? 'index.html' : name);
  const contentType = CONTENT_TYPES[extname(path)];
  if (contentType === undefined || name.includes('\0') || !path.startsWith(folder + sep)) return null;
  return { path, contentType };
}

/**
 * Answers the window's requests from the folder of the built page, and nothing else.
 * @param folder absolute, without a separator at its end; may lie inside app.asar
 */
export function createAppHandler(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = appFile(folder, request.url);
    if (file === null || request.method !== 'GET') return new Response(null, { status: 404 });
    let content: Uint8Array | string;
    try {
      content = await readFile(file.path);
    } catch {
      return new Response(null, { status: 404 });
    }
    const headers = new Headers({
      'content-type': file.contentType,
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    if (file.contentType.startsWith('text/html')) {
      const nonce = randomBytes(16).toString('base64');
      content = Buffer.from(content).toString('utf8').replaceAll(CSP_NONCE_PLACEHOLDER, nonce);
      headers.set('content-security-policy', contentSecurityPolicy(nonce, "'none'"));
    }
    return new Response(content, { headers });
  };
}
