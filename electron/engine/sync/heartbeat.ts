import { hostname } from 'node:os';

import type { AktoAddress, AktoClient } from './akto-client.ts';

const STARTED_AT = Math.floor(Date.now() / 1_000);

/** Tells Akto that this module is alive. false: it was not taken; the next one comes. Never rejects. */
export async function heartbeat(
  client: AktoClient,
  address: AktoAddress,
  version: string,
  signal: AbortSignal,
): Promise<boolean> {
  const moduleInfo = {
    id: `sluice-${hostname()}`,
    name: 'sluice',
    moduleType: 'SLUICE',
    currentVersion: version,
    startedTs: STARTED_AT,
    lastHeartbeatReceived: Math.floor(Date.now() / 1_000),
  };
  try {
    const path = '/api/updateModuleInfoForHeartbeat';
    const { status } = await client.call(address, path, JSON.stringify({ moduleInfo }), signal);
    return status >= 200 && status < 300;
  } catch {
    return false;
  }
}
