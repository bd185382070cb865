import type { HeaderList } from '../../../shared/domain/index.ts';
import type { SluiceError } from '../../../shared/errors.ts';
import type { Upstreams } from './upstreams.ts';

/** A person waits for it. */
const TRIAL_MS = 10_000;

export type Trial =
  | { readonly status: number; readonly durationMs: number }
  | { readonly code: string; readonly message: string };

/** Asks for a path without a key and waits for the head of the answer. Never rejects. */
export function tryUpstream(upstreams: Upstreams, url: URL, headers: HeaderList): Promise<Trial> {
  const started = performance.now();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      abort();
      resolve({ code: 'upstream_timeout', message: `No answer within ${TRIAL_MS / 1_000} seconds.` });
    }, TRIAL_MS);
    const abort = upstreams.send(
      {
        origin: url.origin,
        method: 'GET',
        path: url.pathname,
        headers: ['accept', 'application/json', ...headers.flat()],
        body: null,
      },
      {
        head(status) {
          clearTimeout(timer);
          abort();
          resolve({ status, durationMs: performance.now() - started });
        },
        data: () => undefined,
        end: () => undefined,
        fail({ code, message }: SluiceError) {
          clearTimeout(timer);
          resolve({ code, message });
        },
      },
    );
  });
}
