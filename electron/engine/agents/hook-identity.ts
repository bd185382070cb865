import { type AgentSource } from '../../../shared/domain/index.ts';
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
  /** The client's own x-agent-name, where the record has its headers. */
  readonly agentHeader: string | null;
  /** Only a name from metadata.agent_name reaches the verdict on this route. */
  readonly agentNameOnly: boolean;
  /** Of LiteLLM's hook; any other calls the host by its name. */
  readonly isLiteLLM: boolean;
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
  if (named !== undefined) return { agent: named, source: sourceOf(named, input) };
  if (keyAlias !== '') return { agent: keyAlias, source: 'key-alias' };
  if (teamAlias !== '') return { agent: teamAlias, source: 'team-alias' };
  return { agent: hosts[0] ?? plainHost(input.proxyHosts[0] ?? ''), source: 'host' };
}

/** The hook does not say which source it took: what it sends besides tells, or nothing does. */
function sourceOf(named: string, input: HookIdentityInput): AgentSource {
  if (!input.isLiteLLM) return 'host';
  if (input.agentNameOnly && named === plainHost(input.verdictHost ?? '')) return 'metadata';
  const said = [
    ['header', input.agentHeader],
    ['key-alias', input.keyAlias],
    ['team-alias', input.teamAlias],
  ] as const;
  return said.find(([, name]) => sanitizeAgentName(name ?? '') === named)?.[0] ?? 'hook';
}

/** As Akto compares hosts: trimmed and lower-case (akto-model.md section 1). */
function plainHost(host: string): string {
  return host.trim().toLowerCase();
}
