import { randomBytes } from 'node:crypto';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type WebSocket, WebSocketServer } from 'ws';

import { SluiceError } from '../../../shared/errors.ts';
import type { Engine } from '../engine.ts';
import { sameToken } from '../ingress/index.ts';
import { StaticFiles } from './static-files.ts';

export interface WindowServer {
  readonly port: number;
  /** With the token as fragment: it never reaches a server, a log or a referrer. */
  readonly url: string;
  attach(engine: Engine): void;
  dispose(): Promise<void>;
}

/** More than this waiting for a window that does not read: it is cut and will ask again when it reconnects. */
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024;
const MAX_FRAME_BYTES = 8 * 1024 * 1024;

/**
 * Serves the built window on its own loopback port (security.md "Local surfaces"): Host and Origin allow-lists, a
 * 256-bit token per run as WebSocket sub-protocol. Without the token there are only the program's own public files.
 *
 * Throws SluiceError `address_in_use`, `usage` (the window is not built).
 */
export async function serveWindow(port: number, folder: string): Promise<WindowServer> {
  const files = await StaticFiles.read(folder);
  const token = randomBytes(32).toString('hex');
  let engine: Engine | null = null;
  const http = createServer((request, response) => {
    if (!isOurHost(request)) return void response.writeHead(403).end();
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    return files.answer(request.url ?? '/', response);
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    handleProtocols: () => 'sluice',
  });
  http.on('upgrade', (request, socket, head) => {
    // Node hands the socket over without a listener: a reset would end the process.
    socket.on('error', () => socket.destroy());
    const refused = request.url !== '/rpc' || !isOurHost(request) || !isOurOrigin(request) || !hasToken(request, token);
    if (refused || engine === null) {
      socket.end(
        `HTTP/1.1 ${engine === null ? '503 Service Unavailable' : '403 Forbidden'}\r\nconnection: close\r\n\r\n`,
      );
      return;
    }
    const running = engine;
    sockets.handleUpgrade(request, socket, head, (webSocket) => connect(running, webSocket));
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        taken ? new SluiceError('address_in_use', `Port ${port} for the window is taken.`, { cause: error }) : error,
      );
    });
    http.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  const bound = (http.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}/#token=${token}`,
    attach: (running) => {
      engine = running;
    },
    async dispose() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function connect(engine: Engine, socket: WebSocket): void {
  const detach = engine.attachWindow({
    post(frame) {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
      else socket.send(JSON.stringify(frame));
    },
    onFrame(listener) {
      socket.on('message', (data, isBinary) => {
        if (isBinary) return socket.close(1003);
        try {
          // Text frames arrive as one Buffer (ws, default binaryType).
          return listener(JSON.parse((data as Buffer).toString('utf8')));
        } catch {
          return socket.close(1007);
        }
      });
    },
  });
  socket.on('close', detach);
  // `close` follows; without a listener an unreadable frame would end the engine.
  socket.on('error', () => socket.terminate());
}

function isOurHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '');
}

/** A browser says where the page came from; only our own page may open the socket. */
function isOurOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === `http://${host}`;
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.some((name) => name.startsWith('token.') && sameToken(name.slice('token.'.length), token));
}
