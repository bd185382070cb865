/** Whether Akto can be reached with this address and token, and in words what is wrong when it cannot. */
import { SluiceError } from '../../../shared/errors.ts';
import type { ConnectionTest } from '../../../shared/rpc/sync-api.ts';
import { type AktoAddress, AktoClient, checkAddress, guardOf } from './akto-client.ts';
import { TEST_COLLECTION, testRecord } from './test-record.ts';

/**
 * Sends an empty batch, which leaves nothing behind, or one record that can be looked for in Akto. Never rejects.
 * `ownPorts`: where this engine listens.
 */
export async function testConnection(
  address: AktoAddress,
  ownPorts: readonly number[],
  sendRecord: boolean,
): Promise<ConnectionTest> {
  const client = new AktoClient(guardOf(ownPorts));
  const startedAt = performance.now();
  const result = (ok: boolean, text: string): ConnectionTest => ({
    ok,
    text,
    durationMs: performance.now() - startedAt,
  });
  try {
    await checkAddress(address.url, ownPorts);
    const answer = await client.ingest(address, sendRecord ? [testRecord(new Date())] : []);
    switch (answer.kind) {
      case 'accepted':
        return result(true, sendRecord ? `Akto took a record: look for the collection ${TEST_COLLECTION}` : 'accepted');
      case 'refused':
        // That an empty batch is refused says that address and token are right: it was looked at.
        if (!sendRecord && !answer.tooLarge) return result(true, 'Akto answers and takes the token');
        return result(false, `Akto refuses the record: ${answer.reason}`);
      case 'unavailable':
        return result(false, answer.reason);
    }
  } catch (error) {
    return result(false, error instanceof SluiceError ? error.message : 'the call failed');
  } finally {
    await client.dispose();
  }
}
