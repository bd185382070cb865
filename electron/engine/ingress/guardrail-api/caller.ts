import { isIP } from 'node:net';

import type { Caller } from '../../../../shared/domain/index.ts';
import type { ProxyCall } from './http-proxy-call.ts';

/** Ids of machines as operating systems give them: hexadecimal, with or without dashes. */
const MACHINE_ID = /^[0-9a-f]{8}[0-9a-f-]{4,}$/i;

/**
 * User and device of a coding agent's hook: its `ip` is an address, a user's name or a device's id, its akto_vxlan_id a
 * device's id (contract-akto.md section 1.1). LiteLLM's hooks send neither.
 */
export function callerOf({ ip, deviceId, flags }: Pick<ProxyCall, 'ip' | 'deviceId' | 'flags'>): Caller | null {
  if (flags.connector === 'litellm') return null;
  const said = ip === null || isIP(ip) !== 0 ? null : ip;
  const isDevice = said !== null && MACHINE_ID.test(said);
  const user = isDevice ? null : said;
  const device = deviceId ?? (isDevice ? said : null);
  return user === null && device === null ? null : { user, device };
}
