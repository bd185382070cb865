import { type IncomingMessage, type Server, type ServerOptions, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, Server as NetServer, createServer as createTcpServer, isIP } from 'node:net';
import type { Duplex } from 'node:stream';

import { SluiceError } from '../../../shared/errors.ts';

export interface Doors {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  /** A WebSocket's handshake; `head`: what came behind it. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface Listener {
  readonly port: number;
  /** Addresses for agents, `http://127.0.0.1:4141` first. */
  readonly addresses: readonly string[];
  /** Takes no new connections; the open ones finish what they have begun. */
  stop(): void;
  /** Closes what is left. */
  dispose(): Promise<void>;
}

/** LLM clients send large headers (keys, traces); Node's own limit would be 16 KB. Above: 431. */
const MAX_HEADER_BYTES = 128 * 1024;
interface WithUpgradeChoice {
  readonly shouldUpgradeCallback: (request: IncomingMessage) => boolean;
}

/**
 * Some clients (Java's) offer `Upgrade: h2c` on every request: only a runtime that asks which upgrade to take (Node
 * 22.21, 24.9) may be told that we take any. On an older one a WebSocket is answered like any GET.
 */
const [MAJOR = 0, MINOR = 0] = process.versions.node.split('.').map(Number);
const CHOOSES_UPGRADES = MAJOR > 24 || (MAJOR === 24 && MINOR >= 9) || (MAJOR === 22 && MINOR >= 21);

/** Longer than common clients keep idle connections, so that they, not we, close first. */
const KEEP_ALIVE_MS = 120_000;

/**
 * The one port: 127.0.0.1 and, where there is IPv6, ::1. Beyond these only what a person has exposed.
 *
 * Throws SluiceError `address_in_use`.
 */
export async function listen(port: number, doors: Doors, exposed: readonly string[] = []): Promise<Listener> {
  const first = await bind(port, '127.0.0.1', doors);
  const bound = (first.address() as AddressInfo).port;
  const servers = [first];
  try {
    servers.push(await bind(bound, '::1', doors));
  } catch (error) {
    // No IPv6 here is fine; somebody else on our port there is not: `localhost` would lead to them.
    if (error instanceof SluiceError) {
      first.close();
      throw error;
    }
  }
  const loopback = servers.length;
  try {
    for (const address of exposed.filter((entry) => isIP(entry) !== 0)) {
      servers.push(await bind(bound, address, doors));
    }
  } catch (error) {
    for (const server of servers) server.close();
    if (error instanceof SluiceError) throw error;
    const message = `SLUICE_EXPOSE: this machine has no such address (${exposed.join(', ')}).`;
    throw new SluiceError('invalid_setting', message, { cause: error });
  }
  return {
    port: bound,
    addresses: [`http://127.0.0.1:${bound}`, ...(loopback > 1 ? [`http://[::1]:${bound}`] : [])],
    stop() {
      // HTTP's own close takes a connection whose answer is still on its way out for idle, and ends it.
      for (const server of servers) NetServer.prototype.close.call(server);
    },
    async dispose() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.all(servers.map((server) => closed(server)));
    },
  };
}

function bind(port: number, host: string, { onRequest, onUpgrade }: Doors): Promise<Server> {
  const options: ServerOptions & WithUpgradeChoice = {
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    noDelay: true,
    highWaterMark: 64 * 1024,
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  };
  const server = createServer(options, onRequest);
  if (CHOOSES_UPGRADES) server.on('upgrade', onUpgrade);
  server.on('clientError', answerBrokenRequest);
  server.on('connect', refuseTunnel);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        const why = error.code === 'EACCES' ? 'may not be used by this user' : 'is taken by another program';
        reject(new SluiceError('address_in_use', `Port ${port} on ${host} ${why}.`, { cause: error }));
      } else {
        reject(error);
      }
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.once('close', () => resolve());
    else resolve();
  });
}

/** What the parser refuses (CL with TE, obs-fold, bad chunking, …) gets an answer and no second chance. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify({
    error: {
      message: 'This is not a valid HTTP request.',
      type: 'invalid_request_error',
      param: null,
      code: 'bad_request',
    },
  });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\nx-sluice-error: bad_request\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/** Forward proxying is a room of its own; until it is open, a CONNECT gets a clear answer. */
function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
  // Node hands the socket over without a listener: a reset would end the process.
  socket.on('error', () => socket.destroy());
  socket.end(
    'HTTP/1.1 501 Not Implemented\r\nx-sluice-error: not_supported\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
  );
}

/** A port that is free now, near the one that was taken: what the window offers instead. */
export async function findFreePort(from: number): Promise<number | undefined> {
  for (let port = from + 1; port <= Math.min(from + 50, 65_535); port += 1) {
    if (await isFree(port)) return port;
  }
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createTcpServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
