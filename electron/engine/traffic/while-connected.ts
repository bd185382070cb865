import type { ServerResponse } from 'node:http';

/** Waits for something on behalf of a client; the signal aborts when the client has gone. */
export async function whileConnected<T>(
  response: ServerResponse,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const abort = (): void => gone.abort();
  response.on('close', abort);
  if (response.destroyed) abort();
  try {
    return await wait(gone.signal);
  } finally {
    response.off('close', abort);
  }
}
