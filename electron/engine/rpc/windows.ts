import type { EngineStatus, SyncStatus } from '../../../shared/domain/index.ts';
import type { EngineApi } from '../../../shared/rpc/engine-api.ts';
import type { PolicyBook, Settings } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import { type OpenExchanges, type OpenRows, type ReleaseDesk, liveAnswer } from '../traffic/index.ts';
import type { CallingWindow } from './calling-window.ts';
import { type WindowChannel, type WindowLink, linkWindow } from './window-link.ts';

interface OpenWindow {
  readonly link: WindowLink;
  watched: string | null;
  /** Bytes of the answer when it was pushed, so that a quiet stream pushes nothing. */
  sent: number;
}

export interface WindowsParts {
  readonly store: Store;
  readonly settings: Settings;
  readonly book: PolicyBook;
  readonly desk: ReleaseDesk;
  readonly open: OpenExchanges;
  readonly openRows: OpenRows;
  readonly status: () => EngineStatus;
  readonly calls: (window: CallingWindow) => EngineApi;
}

const LIVE_MS = 100;
const STATUS_MS = 1_000;

/** Every window attached to this engine, and what is pushed to them. */
export class Windows {
  readonly #parts: WindowsParts;
  readonly #windows = new Set<OpenWindow>();
  readonly #dispose: (() => void)[];
  #lastStatus = '';
  /** While a window is open: what commits changed is worked out only for somebody. */
  #stopListening: (() => void) | null = null;

  constructor(parts: WindowsParts) {
    this.#parts = parts;
    const live = setInterval(() => this.#pushLive(), LIVE_MS);
    const status = setInterval(() => this.pushStatus(), STATUS_MS);
    live.unref();
    status.unref();
    this.#dispose = [
      parts.settings.onChange(() => this.#each(({ link }) => link.events.settings(parts.settings.describe()))),
      parts.book.onChange((set) => this.#each(({ link }) => link.events.policies(set))),
      parts.desk.onChange((list) => this.#each(({ link }) => link.events.approvals(list))),
      parts.store.onError(() => this.pushStatus()),
      () => clearInterval(live),
      () => clearInterval(status),
    ];
  }

  /** Returns how to detach. */
  attach(channel: WindowChannel): () => void {
    const gone = new AbortController();
    const api = this.#parts.calls({
      watch(id) {
        window.watched = id;
        window.sent = 0;
      },
      replay: (progress) => window.link.events.replay(progress),
      gone: gone.signal,
    });
    const window: OpenWindow = { link: linkWindow(api, channel), watched: null, sent: 0 };
    this.#windows.add(window);
    this.#stopListening ??= this.#parts.store.onCommit((event) => {
      const batch = { ...event, rows: this.#parts.openRows.shown(event.rows) };
      this.#each(({ link }) => link.events.stored(batch));
    });
    return () => {
      this.#windows.delete(window);
      gone.abort();
      if (this.#windows.size === 0) this.#stopStored();
      window.link.close();
    };
  }

  /** To every window, when anything in it changed. */
  pushStatus(): void {
    if (this.#windows.size === 0) return;
    const status = this.#parts.status();
    const text = JSON.stringify(status);
    if (text === this.#lastStatus) return;
    this.#lastStatus = text;
    this.#each(({ link }) => link.events.status(status));
  }

  pushSync(status: SyncStatus): void {
    this.#each(({ link }) => link.events.sync(status));
  }

  get any(): boolean {
    return this.#windows.size > 0;
  }

  dispose(): void {
    for (const dispose of this.#dispose) dispose();
    this.#each(({ link }) => link.close());
    this.#windows.clear();
    this.#stopStored();
  }

  #stopStored(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#parts.openRows.forget();
  }

  #pushLive(): void {
    const rows = this.#parts.openRows.changed();
    if (rows.length > 0) this.#each(({ link }) => link.events.progress(rows));
    for (const window of this.#windows) {
      if (window.watched === null) continue;
      const open = this.#parts.open.get(window.watched);
      const bytes = open?.tap?.sizeBytes ?? 0;
      if (open === null || bytes === window.sent) continue;
      window.sent = bytes;
      const messages = liveAnswer(open);
      if (messages !== null) window.link.events.live({ id: open.exchange.id, messages });
    }
  }

  #each(act: (window: OpenWindow) => void): void {
    for (const window of this.#windows) act(window);
  }
}
