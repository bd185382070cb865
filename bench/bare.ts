/** The yardstick: the smallest pass-through that Node and undici allow. `node bench/bare.ts PORT UPSTREAM` */
import { createServer } from 'node:http';

import { Pool } from 'undici';

const [port, upstream] = process.argv.slice(2);
const pool = new Pool(upstream ?? '', { connections: null });

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    pool.dispatch(
      {
        path: request.url ?? '/',
        method: request.method ?? 'GET',
        headers: request.rawHeaders.filter((_value, at, all) => !/^(host|connection)$/i.test(all[at - (at % 2)] ?? '')),
        body: Buffer.concat(chunks),
      },
      {
        onRequestStart: () => undefined,
        onResponseStart(controller, status) {
          const raw = (controller.rawHeaders as Buffer[]).map(String);
          response.writeHead(
            status,
            raw.filter((_value, at, all) => !/^(connection|keep-alive)$/i.test(all[at - (at % 2)] ?? '')),
          );
        },
        onResponseData: (_controller, chunk) => void response.write(chunk),
        onResponseEnd: () => void response.end(),
        onResponseError: (_controller, error) => void response.destroy(error),
      },
    );
  });
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
