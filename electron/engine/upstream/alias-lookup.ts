import { hash } from 'node:crypto';

import { type KeyAliases, keyAliasesOf } from '../agents/index.ts';
import type { Upstreams } from './upstreams.ts';

export const NO_ALIASES: KeyAliases = { keyAlias: null, teamId: null, teamAlias: null, keyMetadataApp: null };

interface Entry {
  readonly aliases: Promise<KeyAliases>;
  /** Set once `aliases` has settled. */
  known: KeyAliases | null;
  expiresAt: number;
}

const FOUND_MS = 10 * 60_000;
/** A proxy without a database answers 500 and a key limited to LLM routes 403: ask again, but not on each request. */
const NOT_FOUND_MS = 60_000;
const MAX_KEYS = 10_000;
const TIMEOUT_MS = 5_000;

/**
 * Key and team aliases from a LiteLLM upstream, asked with the caller's own key (contract-akto.md section 3).
 * Cached by sha256 of the key and by origin: a key is never sent to another upstream than the one it was used for.
 */
export class AliasLookup {
  readonly #upstreams: Upstreams;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(upstreams: Upstreams, now: () => number = Date.now) {
    this.#upstreams = upstreams;
    this.#now = now;
  }

  /** The aliases when they are known already, else a promise of them. Never rejects: unknown is NO_ALIASES. */
  find(origin: string, basePath: string, key: string): KeyAliases | Promise<KeyAliases> {
    const id = `${origin}${basePath} ${hash('sha256', key, 'hex')}`;
    const cached = this.#entries.get(id);
    if (cached !== undefined && (cached.known === null || cached.expiresAt > this.#now())) {
      return cached.known ?? cached.aliases;
    }
    const entry: Entry = { aliases: this.#ask(origin, basePath, key), known: null, expiresAt: 0 };
    void entry.aliases.then((aliases) => {
      entry.known = aliases;
      entry.expiresAt = this.#now() + (aliases === NO_ALIASES ? NOT_FOUND_MS : FOUND_MS);
    });
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (this.#entries.size > MAX_KEYS) this.#entries.delete(this.#entries.keys().next().value!);
    return entry.aliases;
  }

  async #ask(origin: string, basePath: string, key: string): Promise<KeyAliases> {
    const keyInfo = await this.#get(origin, `${basePath}/key/info`, key);
    if (keyInfo === null) return NO_ALIASES;
    const first = keyAliasesOf(keyInfo, null);
    if (first.keyAlias !== null || first.keyMetadataApp !== null || first.teamId === null) return first;
    const teamInfo = await this.#get(origin, `${basePath}/team/info?team_id=${encodeURIComponent(first.teamId)}`, key);
    return teamInfo === null ? first : keyAliasesOf(keyInfo, teamInfo);
  }

  async #get(origin: string, path: string, key: string): Promise<unknown> {
    try {
      const { statusCode, body } = await this.#upstreams.pool(origin).request({
        method: 'GET',
        path,
        headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (statusCode === 200) return await body.json();
      await body.dump();
      return null;
    } catch {
      // Unreachable, too slow, not JSON: the agent is named by the next source.
      return null;
    }
  }
}
