import type { AgentSource, HeaderList } from '../../../shared/domain/index.ts';
import { headerValue } from './headers.ts';
import { sanitizeAgentName } from './naming.ts';

/** Every source that may name the agent; null: this route does not know it. */
export interface IdentifyInput {
  /** body.metadata.agent_name, as sent. */
  readonly metadataAgentName: string | null;
  readonly headers: HeaderList;
  /** app_name or app_slug of a virtual key whose metadata says key_type=application. */
  readonly keyMetadataApp: string | null;
  readonly keyAlias: string | null;
  readonly teamAlias: string | null;
  /** Host, with its port where the address has one, of the LiteLLM proxy or API the request goes to. */
  readonly upstreamHost: string;
}

export interface Identity {
  readonly agent: string;
  readonly source: AgentSource;
}

/**
 * Who sent it. The first source that leaves a name wins: metadata, x-agent-name, key metadata, key alias, team alias
 * (each sanitised), else the host as it is, port included.
 */
export function identify(input: IdentifyInput): Identity {
  const named: readonly (readonly [AgentSource, string | null])[] = [
    ['metadata', input.metadataAgentName],
    ['header', headerValue(input.headers, 'x-agent-name')],
    ['key-metadata', input.keyMetadataApp],
    ['key-alias', input.keyAlias],
    ['team-alias', input.teamAlias],
  ];
  for (const [source, raw] of named) {
    if (raw === null) continue;
    const agent = sanitizeAgentName(raw);
    if (agent !== '') return { agent, source };
  }
  return { agent: input.upstreamHost, source: 'host' };
}
