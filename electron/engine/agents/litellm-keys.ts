import { isJsonObject } from '../../../shared/json.ts';

/** What LiteLLM says about a virtual key; null where it says nothing usable. */
export interface KeyAliases {
  readonly keyAlias: string | null;
  readonly teamId: string | null;
  readonly teamAlias: string | null;
  /** app_name, else app_slug, of a key with metadata.key_type "application". */
  readonly keyMetadataApp: string | null;
}

/**
 * Reads the answers of LiteLLM's `GET /key/info` (`{key, info:{key_alias, team_id, metadata, …}}`) and
 * `GET /team/info` (`{team_id, team_info:{team_alias, …}}`). Takes anything, also error bodies and undefined; never
 * throws.
 */
export function keyAliasesOf(keyInfo: unknown, teamInfo: unknown): KeyAliases {
  const info = member(keyInfo, 'info') ?? keyInfo;
  const team = member(teamInfo, 'team_info') ?? teamInfo;
  const metadata = member(info, 'metadata');
  const isApplication = text(metadata, 'key_type')?.toLowerCase() === 'application';
  return {
    keyAlias: text(info, 'key_alias'),
    teamId: text(info, 'team_id'),
    teamAlias: text(team, 'team_alias') ?? text(info, 'team_alias'),
    keyMetadataApp: isApplication ? (text(metadata, 'app_name') ?? text(metadata, 'app_slug')) : null,
  };
}

function member(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

function text(value: unknown, name: string): string | null {
  const found = member(value, name);
  if (typeof found !== 'string') return null;
  const trimmed = found.trim();
  return trimmed === '' ? null : trimmed;
}
