import type { SyncSettings, SyncStatus } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { RecordPreview, SyncApi } from '../../../shared/rpc/sync-api.ts';
import type { Settings } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import { type Sync, previewOf } from '../sync/index.ts';
import type { AktoToken } from './akto-token.ts';
import type { Windows } from './windows.ts';

export interface SyncCallParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly sync: Sync;
  readonly token: AktoToken;
}

type StatusParts = Omit<SyncCallParts, 'store'>;

async function syncStatus({ settings, sync, token }: StatusParts): Promise<SyncStatus> {
  const address = settings.aktoUrl;
  return {
    settings: settings.current.sync,
    url: address?.url ?? null,
    urlSource: address?.source ?? 'default',
    token: token.describe(),
    ...(await sync.snapshot()),
  };
}

/** While there are windows they are told how the delivery goes. */
export function pushSyncTo(windows: Pick<Windows, 'any' | 'pushSync'>, parts: StatusParts): void {
  parts.sync.onChange(() => {
    if (!windows.any) return;
    void syncStatus(parts).then(
      (current) => windows.pushSync(current),
      // The reader is being closed or replaced: the next change tells.
      () => undefined,
    );
  });
}

/** SyncApi for a window: every call delegates to the room that owns it. */
export function syncCalls(parts: SyncCallParts): SyncApi {
  const { settings, store, sync, token } = parts;
  const status = () => syncStatus(parts);

  /** A switch that cannot do anything, or would do harm, is not switched on. */
  const check = async (patch: Partial<SyncSettings>): Promise<void> => {
    const url = settings.given('aktoUrl') ?? patch.url ?? settings.current.sync.url;
    if (patch.on === true && url === '') {
      throw new SluiceError('invalid_setting', 'Sync needs the address of Akto’s data-ingestion service.');
    }
    if (url !== '' && (patch.url !== undefined || patch.on === true)) await sync.check(url);
  };

  return {
    getSync: status,
    async saveSync({ patch, from }) {
      await check(patch);
      const begins = (patch.on === true && !settings.current.sync.on) || from !== undefined;
      const since = from === 'stored' ? 0 : from === 'now' || from === undefined ? Date.now() : from;
      await settings.saveSync({ ...patch, ...(begins ? { since } : {}) });
      await sync.apply();
      if (from !== undefined && from !== 'now') await sync.backfill();
      return status();
    },
    async setAktoToken({ token: value }) {
      token.set(value);
      await sync.apply();
      return status();
    },
    async testAkto({ url, sendRecord }) {
      const wanted = url ?? settings.aktoUrl?.url;
      if (wanted === undefined) throw new SluiceError('invalid_setting', 'There is no address to test yet.');
      return sync.test(wanted, sendRecord);
    },
    listOutbox: (query) => store.reader.listOutbox(query),
    outboxMarks: ({ seqs }) => store.reader.outboxMarks(seqs),
    getOutboxEntry: ({ seq }) => store.reader.outboxEntry(seq),
    previewRecord: ({ id }) => preview(parts, id),
    async retryOutbox({ seqs }) {
      const { changed } = await store.outbox({ kind: 'retry', seqs });
      return { changed };
    },
    async discardOutbox({ view, seqs }) {
      const { changed } = await store.outbox({ kind: 'discard', view, seqs });
      return { changed };
    },
    retrySync() {
      sync.retry();
      return status();
    },
  };
}

async function preview({ settings, store }: SyncCallParts, id: string | undefined): Promise<RecordPreview> {
  const newest = await store.reader.listExchanges({ filter: '-state:open', limit: 1 });
  const wanted = id ?? newest.rows.at(-1)?.id;
  const stored = wanted === undefined ? null : await store.reader.getExchange(wanted);
  if (stored === null) throw new SluiceError('not_found', 'There is no such exchange.');
  return previewOf(stored, {
    maskPersonalData: settings.current.sync.maskPersonalData,
    isLiteLLM: settings.current.upstreamIsLiteLLM,
  });
}
