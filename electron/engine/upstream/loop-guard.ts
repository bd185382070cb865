import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

import { SluiceError } from '../../../shared/errors.ts';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('0.0.0.0', 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
LOOPBACK.addAddress('::', 'ipv6');

/** Cloud metadata services live here; an agent must not reach them through us (security.md "Local surfaces"). */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');

/**
 * No address we connect to may be ourselves (ARCHITECTURE.md, invariant 8). Checked on resolved addresses: when an
 * upstream is saved, and on each connection that was made, so that no name, alias or redirect gets around it.
 */
export class LoopGuard {
  readonly #ports = new Set<number>();

  /** Ports we listen on, the window's included. */
  addOwnPort(port: number): void {
    this.#ports.add(port);
  }

  isOurselves(address: string, port: number): boolean {
    return this.#ports.has(port) && isLocal(plainAddress(address));
  }

  /** Throws SluiceError `loop` or `invalid_setting`. A name that does not resolve is no loop: it may later. */
  async check(url: URL): Promise<void> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    const addresses = isIP(host) === 0 ? await resolveAll(host) : [host];
    for (const address of addresses) {
      if (this.isOurselves(address, port)) throw new SluiceError('loop', `${url.host} is Sluice itself.`);
      if (isLinkLocal(address)) {
        throw new SluiceError('invalid_setting', `${url.host} is a link-local address; these are refused.`);
      }
    }
  }
}

export function isLinkLocal(address: string): boolean {
  const plain = plainAddress(address);
  return LINK_LOCAL.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** `::ffff:127.0.0.1` is 127.0.0.1, and a zone (`fe80::1%eth0`) does not change where it leads. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

function isLocal(address: string): boolean {
  if (LOOPBACK.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) return true;
  for (const interfaces of Object.values(networkInterfaces())) {
    if (interfaces?.some((candidate) => plainAddress(candidate.address) === address) === true) return true;
  }
  return false;
}

async function resolveAll(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
