import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

import { CSP_NONCE_PLACEHOLDER, contentSecurityPolicy } from '../../../shared/csp.ts';
import { SluiceError } from '../../../shared/errors.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The built window, read once: a handful of files, and no path of a request ever touches the disk. */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, StaticFile>;

  private constructor(files: ReadonlyMap<string, StaticFile>) {
    this.#files = files;
  }

  /** Throws SluiceError `usage` when the window was not built. */
  static async read(folder: string): Promise<StaticFiles> {
    const files = new Map<string, StaticFile>();
    try {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const type = TYPES[extname(entry.name)] ?? 'application/octet-stream';
        files.set(`/${relative(folder, path).split(sep).join('/')}`, { type, bytes: await readFile(path) });
      }
    } catch (error) {
      throw new SluiceError('usage', 'The window is not built. Run: npm run build', { cause: error });
    }
    return new StaticFiles(files);
  }

  answer(path: string, response: ServerResponse): void {
    const name = path.split('?')[0] === '/' ? '/index.html' : (path.split('?')[0] ?? '');
    const file = this.#files.get(name);
    if (file === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    const isPage = name === '/index.html';
    const nonce = randomBytes(16).toString('base64');
    const body = isPage
      ? Buffer.from(file.bytes.toString('utf8').replaceAll(CSP_NONCE_PLACEHOLDER, nonce))
      : file.bytes;
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': body.length,
      'cache-control': isPage ? 'no-store' : 'max-age=3600',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': contentSecurityPolicy(nonce, "'self'"),
    });
    response.end(body);
  }
}
