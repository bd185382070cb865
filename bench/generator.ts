/**
 * autocannon in a process of its own, the same one for all slices: a fresh one would spend its first second, and half a
 * slice, getting warm. Takes {@link Order}s by IPC and answers with {@link LoadResult}s.
 */
import autocannon from 'autocannon';

import { SERIAL } from './body.ts';
import type { LoadResult, Order } from './load.ts';

/** Ends a run at most this long after its time; the rate counts the time that was really taken. */
const SAMPLE_MS = 100;

let serial = 0;

process.on('message', ({ url, body, connections, seconds }: Order) => {
  const bytes = Buffer.from(body);
  const place = bytes.indexOf(SERIAL);
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    sampleInt: SAMPLE_MS,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest(request) {
          serial += 1;
          if (place >= 0) bytes.write(String(serial).padStart(SERIAL.length, '0'), place);
          // Copied into the request before the next one is set up.
          return { ...request, body: bytes };
        },
      },
    ],
  });
  void run.then((result) => {
    const failed = result.non2xx + result.errors + result.timeouts;
    process.send?.({
      sent: result.requests.sent,
      answered: result['2xx'],
      failed,
      requestsPerSecond: result['2xx'] / result.duration,
    } satisfies LoadResult);
  });
});
