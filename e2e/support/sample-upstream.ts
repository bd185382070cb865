/** An upstream that speaks every dialect: it answers with the samples that the dialects' own tests are written against. */
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WebSocketServer } from 'ws';

import type { Sample } from '../../electron/engine/dialects/test-support/sample.ts';
import { SAMPLES } from '../../electron/engine/dialects/test-support/samples.ts';

export { SAMPLES };

/** Asks for the whole answer where there is a streamed one too. */
export const WHOLE = { 'x-whole': 'yes' } as const;

const TYPES: Readonly<Record<string, string>> = {
  ollama: 'application/x-ndjson',
  bedrock: 'application/vnd.amazon.eventstream',
};

function respond(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const sample = SAMPLES.find(({ path }) => path === request.url);
  if (sample?.stream !== undefined && request.headers['x-whole'] === undefined) {
    response.writeHead(200, { 'content-type': TYPES[sample.id] ?? 'text/event-stream' }).end(sample.stream);
    return;
  }
  const error = { error: { message: 'The sample has a cold.', type: 'not_found' } };
  response.writeHead(sample === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(sample?.answer ?? error));
}

/** Lines of the streamed answer, once every event of the request has come. */
function converse(sockets: WebSocketServer, { request, stream }: Sample): void {
  sockets.on('connection', (socket) => {
    let heard = 0;
    socket.on('message', () => {
      heard += 1;
      if (!Array.isArray(request) || heard < request.length) return;
      for (const line of stream?.toString().trim().split('\n') ?? []) socket.send(line);
      socket.close();
    });
  });
}

export async function startSampleUpstream(): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer(respond);
  const sockets = new WebSocketServer({ server });
  const realtime = SAMPLES.find(({ id }) => id === 'realtime');
  if (realtime !== undefined) converse(sockets, realtime);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      sockets.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
