/** The strict Akto of one test. */
import { onTestFinished } from 'vitest';

import { type AktoServer, startAktoServer } from './strict-akto.ts';

export { type AktoServer, exchangeOf } from './strict-akto.ts';
export { textOf } from './strict-guardrail.ts';

/** Closed when the test has finished. */
export async function aktoServer(prefix = ''): Promise<AktoServer> {
  const server = await startAktoServer(prefix);
  onTestFinished(() => server.close());
  return server;
}
