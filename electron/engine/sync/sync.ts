/** Delivery to Akto as the engine holds it: the switch, the rule, the worker, and what windows are told. */
import type {
  AktoVerdictStatus,
  OutboxTotals,
  SyncObstacle,
  SyncRule,
  SyncSettings,
} from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { ConnectionTest } from '../../../shared/rpc/sync-api.ts';
import type { Store } from '../store/index.ts';
import { checkAddress } from './akto-client.ts';
import type { AktoReview } from './akto-review.ts';
import { IDLE, type SenderConfig, type SenderStatus } from './protocol.ts';
import { SyncThread } from './sync-thread.ts';
import { testConnection } from './test-connection.ts';

/** The settings room, as far as delivery is concerned. */
export interface SyncSettingsSource {
  readonly current: { readonly sync: SyncSettings; readonly upstreamIsLiteLLM: boolean };
  readonly aktoUrl: { readonly url: string } | null;
  readonly aktoTimeoutMs: number;
  readonly dataFolder: string;
  saveSync(patch: Partial<SyncSettings>): Promise<void>;
  onChange(listener: () => void): () => void;
}

export interface SyncParts {
  readonly store: Store;
  readonly settings: SyncSettingsSource;
  /** Read anew each time it is told to the worker, kept nowhere else. */
  readonly token: { readonly value: string | null };
  readonly review: Pick<AktoReview, 'status' | 'onChange'>;
  /** Where this engine listens: never delivered to. */
  readonly ownPorts: readonly number[];
  readonly version: string;
}

export interface SyncSnapshot extends SenderStatus {
  readonly obstacle: SyncObstacle | null;
  readonly outbox: OutboxTotals;
  readonly verdict: AktoVerdictStatus;
}

const TELL_MS = 500;

/**
 * Which exchanges enter the outbox of a store that is about to be opened; null: none. Sync that was switched on by a
 * flag begins now, and what was recorded while it was off stays out when it comes on again.
 */
export async function firstRule(settings: SyncSettingsSource): Promise<SyncRule | null> {
  const { on, since } = settings.current.sync;
  const wanted = on ? (since ?? Date.now()) : null;
  if (wanted !== since) await settings.saveSync({ since: wanted });
  return ruleOf(settings);
}

function ruleOf({ current, aktoUrl }: SyncSettingsSource): SyncRule | null {
  const { on, scope, collections, since } = current.sync;
  return on && since !== null && aktoUrl !== null ? { scope, collections, since } : null;
}

export class Sync {
  readonly #parts: SyncParts;
  readonly #thread: SyncThread;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: readonly (() => void)[];
  #obstacle: SyncObstacle | null = null;
  /** As the store was told it, as JSON. */
  #rule = '';
  #sender: SenderStatus = IDLE;
  #timer: NodeJS.Timeout | undefined;
  /** Changes are applied one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(parts: SyncParts) {
    this.#parts = parts;
    const { store, settings, ownPorts } = parts;
    this.#thread = new SyncThread({
      data: { folder: settings.dataFolder, ownPorts },
      outbox: (order) => store.outbox(order),
      onStatus: (status) => {
        this.#sender = status;
        this.#changed();
      },
    });
    // A database that is replaced must not be held open; nothing is sent meanwhile.
    store.setReplacement(async (work) => {
      await this.#thread.pause();
      try {
        await work();
      } finally {
        this.#thread.resume();
      }
    });
    this.#unsubscribe = [
      store.onOutbox((marks) => {
        if (marks.some(([, state]) => state === 'queued')) this.#thread.wake();
        this.#changed();
      }),
      settings.onChange(() => void this.apply()),
    ];
    parts.review.onChange(() => this.#changed());
    void this.apply();
  }

  /** The settings changed. Resolves when what waits is paused, or goes on, accordingly. */
  apply(): Promise<void> {
    const done = this.#turn.then(() => this.#apply());
    // A store that cannot write says so itself; the next change tries again.
    this.#turn = done.catch(() => undefined);
    return this.#turn;
  }

  async #apply(): Promise<void> {
    const { store, settings } = this.#parts;
    this.#obstacle = await this.#findObstacle();
    const rule = this.#obstacle === null ? ruleOf(settings) : null;
    const text = JSON.stringify(rule);
    if (text !== this.#rule) {
      await store.outbox({ kind: 'rule', rule });
      this.#rule = text;
    }
    this.#thread.configure(rule === null ? null : this.#config());
    this.#changed();
  }

  async #findObstacle(): Promise<SyncObstacle | null> {
    const { settings, ownPorts } = this.#parts;
    if (!settings.current.sync.on) return null;
    if (settings.aktoUrl === null) return 'no-address';
    try {
      await checkAddress(settings.aktoUrl.url, ownPorts);
      return null;
    } catch (error) {
      return error instanceof SluiceError && error.code === 'loop' ? 'loop' : null;
    }
  }

  #config(): SenderConfig {
    const { settings, token, version } = this.#parts;
    const { maskPersonalData, maxBytesPerSecond } = settings.current.sync;
    return {
      url: settings.aktoUrl?.url ?? null,
      token: token.value,
      timeoutMs: settings.aktoTimeoutMs,
      isLiteLLM: settings.current.upstreamIsLiteLLM,
      maskPersonalData,
      maxBytesPerSecond,
      version,
    };
  }

  /** Throws SluiceError `loop`, `invalid_setting`. */
  check(url: string): Promise<void> {
    return checkAddress(url, this.#parts.ownPorts);
  }

  /** Asked for by a person: also while sync is off. Never rejects. */
  test(url: string, sendRecord: boolean): Promise<ConnectionTest> {
    const { settings, token, ownPorts } = this.#parts;
    return testConnection({ url, token: token.value, timeoutMs: settings.aktoTimeoutMs }, ownPorts, sendRecord);
  }

  /** Lets in what is stored already and the rule wants, a chunk at a time. Returns how many came in. */
  async backfill(): Promise<number> {
    await this.#turn;
    let entered = 0;
    for (let after: number | null = 0; after !== null;) {
      const { changed, next } = await this.#parts.store.outbox({ kind: 'backfill', after });
      entered += changed;
      after = next;
    }
    return entered;
  }

  retry(): void {
    this.#thread.retry();
  }

  /** Once the settings in force have been applied. */
  async obstacle(): Promise<SyncObstacle | null> {
    await this.#turn;
    return this.#obstacle;
  }

  async snapshot(): Promise<SyncSnapshot> {
    const outbox = await this.#parts.store.reader.outboxTotals();
    return { ...this.#sender, obstacle: this.#obstacle, outbox, verdict: this.#parts.review.status() };
  }

  /** At most every 500 ms. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const listener of this.#listeners) listener();
    }, TELL_MS);
  }

  /** Before the store is closed. What is on its way gets so long to end; cut off, it goes again after the next start. */
  async stop(graceMs: number): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#turn;
    await this.#thread.stop(graceMs);
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }
}
