import { type Identity } from './identify.ts';
import { sanitizeAgentName } from './naming.ts';

/** What the records of one call through Akto's LiteLLM hook say about the agent; null: not (yet) said. */
export interface HookIdentityInput {
  /** Host header inside the verdict question. */
  readonly verdictHost: string | null;
  /** Host header inside the record that came after the answer. */
  readonly recordHost: string | null;
  /** Tag key_alias. */
  readonly keyAlias: string | null;
  /** Tag team_alias, else the alias learnt for the tag team_id. */
  readonly teamAlias: string | null;
  /** Hosts, with port, under which LiteLLM itself is reached: as a record's host they name nobody. */
  readonly proxyHosts: readonly string[];
}

/**
 * Who sent a call that was reported by Akto's LiteLLM hook (contract-akto.md sections 2 and 3). The hook resolves the
 * name and writes it into `host`, but on /v1/messages and /v1/responses only agent_name survives in the verdict and
 * never in the record: verdict's host, record's host, key alias, team alias, then the host as it is.
 */
export function identifyHook(input: HookIdentityInput): Identity {
  const keyAlias = sanitizeAgentName(input.keyAlias ?? '');
  const teamAlias = sanitizeAgentName(input.teamAlias ?? '');
  const proxies = new Set(input.proxyHosts.map(plainHost));
  const hosts = [input.verdictHost, input.recordHost]
    .map((host) => plainHost(host ?? ''))
    .filter((host) => host !== '');
  const named = hosts.find((host) => !proxies.has(host));
  if (named !== undefined) {
    // The hook does not say which source it took; the aliases it also sends tell.
    const source = named === keyAlias ? 'key-alias' : named === teamAlias ? 'team-alias' : 'metadata';
    return { agent: named, source };
  }
  if (keyAlias !== '') return { agent: keyAlias, source: 'key-alias' };
  if (teamAlias !== '') return { agent: teamAlias, source: 'team-alias' };
  return { agent: hosts[0] ?? plainHost(input.proxyHosts[0] ?? ''), source: 'host' };
}

/** As Akto compares hosts: trimmed and lower-case (akto-model.md section 1). */
function plainHost(host: string): string {
  return host.trim().toLowerCase();
}
