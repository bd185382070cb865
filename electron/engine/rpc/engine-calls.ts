import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { LOGS_FOLDER } from '../../../shared/data-folder.ts';
import type { EngineStatus, SavedSettings } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { EngineApi } from '../../../shared/rpc/engine-api.ts';
import type { Inspector } from '../detectors/index.ts';
import type { DetectorBook, PolicyBook } from '../settings/index.ts';
import { type OpenExchanges, type OpenRows, type ReleaseDesk, snapshotOf } from '../traffic/index.ts';
import type { Trial } from '../trial/index.ts';
import type { LoopGuard, Upstreams } from '../upstream/index.ts';
import type { CallingWindow } from './calling-window.ts';
import { connectCalls } from './connect-calls.ts';
import { detectorsCalls } from './detectors-calls.ts';
import { policiesCalls } from './policies-calls.ts';
import { type SyncCallParts, syncCalls } from './sync-calls.ts';
import { upstreamsCalls } from './upstreams-calls.ts';

export interface CallParts extends SyncCallParts {
  readonly book: PolicyBook;
  readonly desk: ReleaseDesk;
  readonly detectors: DetectorBook;
  readonly inspector: Inspector;
  readonly open: OpenExchanges;
  readonly openRows: OpenRows;
  readonly guard: LoopGuard;
  readonly upstreams: Upstreams;
  readonly status: () => EngineStatus;
  readonly trial: Trial;
  readonly window: CallingWindow;
}

/** EngineApi for one window: every call delegates to the room that owns it. */
export function engineCalls(parts: CallParts): EngineApi {
  const { settings, store, status } = parts;
  const save = async (patch: Pick<Partial<SavedSettings>, 'mode' | 'recording'>): Promise<EngineStatus> => {
    await settings.save(patch);
    return status();
  };
  return {
    ...detectorsCalls(parts.detectors, parts.inspector),
    ...policiesCalls(parts),
    ...connectCalls({ address: () => status().addresses[0] ?? '', token: () => settings.given('token') }),
    ...upstreamsCalls(parts),
    ...syncCalls(parts),
    getStatus: () => Promise.resolve(status()),
    setMode: ({ mode }) => save({ mode }),
    setRecording: ({ recording }) => save({ recording }),
    async setCollectionMode({ agent, mode }) {
      const detail = await store.reader.getCollection(agent);
      if (detail === null) throw notFound('collection');
      await settings.saveCollectionMode(agent, mode);
      return { ...detail.summary, modeOverride: mode };
    },
    async listExchanges(query) {
      const { rows, hasMore } = await store.reader.listExchanges(query);
      return { rows: parts.openRows.shown(rows), hasMore };
    },
    countExchanges: (query) => store.reader.countExchanges(query),
    async getExchange({ id }) {
      const stored = await store.reader.getExchange(id);
      if (stored === null) throw notFound('exchange');
      const open = parts.open.get(id);
      return open !== null && stored.row.state === 'open' ? snapshotOf(open, stored.row) : stored;
    },
    listCollections: () => store.reader.listCollections(),
    async getCollection({ agent }) {
      const detail = await store.reader.getCollection(agent);
      if (detail === null) throw notFound('collection');
      return detail;
    },
    listViolations: (query) => store.reader.listViolations(query),
    setViolationStatus: async (args) => ({ changed: await store.setViolationStatus(args.ids, args.status) }),
    suggestValues: (query) => store.reader.suggestValues(query),
    getSettings: () => Promise.resolve(settings.describe()),
    async saveSettings({ patch }) {
      for (const address of [patch.upstream, patch.judgeUrl]) {
        if (address !== undefined && address !== '') await parts.guard.check(new URL(address));
      }
      if (patch.aktoVerdict === true) await checkAkto(parts);
      for (const { baseUrl } of patch.namedUpstreams ?? []) await parts.guard.check(new URL(baseUrl));
      await settings.save(patch);
      return settings.describe();
    },
    async deleteAll() {
      await store.deleteAll();
      await rm(join(settings.dataFolder, LOGS_FOLDER), { recursive: true, force: true });
    },
    watchExchange({ id }) {
      parts.window.watch(id);
      return Promise.resolve();
    },
  };
}

/** A switch that cannot do anything is not switched on. */
async function checkAkto({ settings, sync }: CallParts): Promise<void> {
  const address = settings.aktoUrl;
  if (address === null) throw new SluiceError('invalid_setting', 'Akto’s verdict needs the address of Akto’s service.');
  await sync.check(address.url);
}

function notFound(what: string): SluiceError {
  return new SluiceError('not_found', `There is no such ${what}.`);
}
