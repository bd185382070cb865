import type { SyncStatus } from '../../../shared/domain/index.ts';
import type { Settings } from '../settings/index.ts';

/** Keeps secrets outside the engine: Electron main, in the system's keychain. */
export interface SecretKeeper {
  /** The token kept from before; null for none. */
  readonly aktoToken: string | null;
  /** Whether what is given to `keep` survives the end of the app. */
  readonly durable: boolean;
  keep(aktoToken: string | null): void;
}

/** Without a keeper a token lives as long as the engine. */
const NO_KEEPER: SecretKeeper = { aktoToken: null, durable: false, keep: () => undefined };

/** The token sent to Akto: AKTO_API_TOKEN, else the window's. It is told to the sync worker and to nobody else. */
export class AktoToken {
  readonly #settings: Settings;
  #keeper = NO_KEEPER;
  #own: string | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** From now on tokens survive with it. */
  keepWith(keeper: SecretKeeper): void {
    this.#keeper = keeper;
    this.#own = keeper.aktoToken ?? this.#own;
  }

  get value(): string | null {
    return this.#settings.aktoToken?.token ?? this.#own;
  }

  set(token: string | null): void {
    this.#own = token;
    this.#keeper.keep(token);
  }

  describe(): SyncStatus['token'] {
    const given = this.#settings.aktoToken;
    if (given !== null) return { source: given.source, kept: null };
    const kept = this.#keeper.durable ? 'keychain' : 'memory';
    return this.#own === null ? { source: null, kept } : { source: 'window', kept };
  }
}
