import { hash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { TextMemo } from '../../../shared/text-memo.ts';
import { type Identity, type KeyAliases, conversationKey, credentialOf, identify, sessionOf } from '../agents/index.ts';
import { type AliasLookup, NO_ALIASES } from '../upstream/index.ts';
import type { Exchange } from './exchange.ts';
import { ALIAS_WAIT_MS } from './limits.ts';
import { factsOf } from './repeat.ts';

/** Who sent it, as far as is known now; `pending` brings a better answer when the upstream told the key's alias. */
export interface Identified {
  readonly pending: Promise<Identity> | null;
}

/** Names an exchange's agent and session (contract-akto.md section 3). */
export class Identifier {
  readonly #aliases: AliasLookup;
  readonly #lookupOn: () => boolean;

  constructor(aliases: AliasLookup, lookupOn: () => boolean) {
    this.#aliases = aliases;
    this.#lookupOn = lookupOn;
  }

  identify(exchange: Exchange): Identified {
    const found = this.#aliasesOf(exchange);
    const known = found instanceof Promise ? NO_ALIASES : found;
    const identity = this.#name(exchange, known);
    this.adopt(exchange, identity);
    // A name that the request itself carries beats every alias: nothing to wait for.
    if (!(found instanceof Promise) || identity.source === 'metadata' || identity.source === 'header') {
      return { pending: null };
    }
    return { pending: found.then((aliases) => this.#name(exchange, aliases)) };
  }

  /** The exchange is this agent's, and so is its session. */
  adopt(exchange: Exchange, { agent, source }: Identity): void {
    exchange.agent = agent;
    exchange.agentSource = source;
    exchange.session = sessionOf(exchange.requestHeaders) ?? sharedPrefix(exchange);
  }

  /** Waits at most ALIAS_WAIT_MS; afterwards the record is repaired when the look-up ends. */
  async settleSoon(exchange: Exchange, pending: Promise<Identity>): Promise<void> {
    const abort = new AbortController();
    const timeout = delay(ALIAS_WAIT_MS, null, { signal: abort.signal }).catch(() => null);
    const identity = await Promise.race([pending, timeout]);
    abort.abort();
    if (identity !== null) this.adopt(exchange, identity);
  }

  #aliasesOf(exchange: Exchange): KeyAliases | Promise<KeyAliases> {
    if (!exchange.route.isLiteLLM || !this.#lookupOn()) return NO_ALIASES;
    const key = credentialOf(exchange.requestHeaders);
    return key === null ? NO_ALIASES : this.#aliases.find(exchange.route.origin, exchange.route.basePath, key);
  }

  #name(exchange: Exchange, aliases: KeyAliases): Identity {
    return identify({
      metadataAgentName: exchange.request?.agentName ?? null,
      headers: exchange.requestHeaders,
      keyMetadataApp: aliases.keyMetadataApp,
      keyAlias: aliases.keyAlias,
      teamAlias: aliases.teamAlias,
      upstreamHost: exchange.route.host,
    });
  }
}

/** The session of a request that names none. Two agents that begin with the same words are not in one conversation. */
export function sharedPrefix(exchange: Exchange): string | null {
  const facts = factsOf(exchange.repeat, exchange.request?.parts);
  if (facts?.session?.agent === exchange.agent) return facts.session.id;
  const id = prefixId(exchange);
  if (facts !== null) facts.session = { agent: exchange.agent, id };
  return id;
}

function prefixId(exchange: Exchange): string | null {
  const key = exchange.request === null ? null : conversationKey(exchange.request.parts);
  if (key === null) return null;
  const before = known.get(key);
  if (before?.agent === exchange.agent) return before.session;
  const session = `p-${hash('sha256', `${exchange.agent}\n${key}`, 'hex').slice(0, 16)}`;
  known.set(key, { agent: exchange.agent, session });
  return session;
}

const known = new TextMemo<{ readonly agent: string; readonly session: string }>();
