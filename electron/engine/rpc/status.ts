import type { EngineStatus } from '../../../shared/domain/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Store } from '../store/index.ts';
import type { OpenExchanges, Recorder, Statistics, UpstreamHealth } from '../traffic/index.ts';

export interface StatusParts {
  readonly version: string;
  readonly addresses: () => readonly string[];
  readonly settings: Settings;
  readonly store: Store;
  readonly statistics: Statistics;
  readonly recorder: Recorder;
  readonly open: OpenExchanges;
  readonly health: UpstreamHealth;
  readonly waiting: () => number;
}

export function engineStatus(parts: StatusParts): EngineStatus {
  const { settings, store, statistics } = parts;
  return {
    version: parts.version,
    addresses: parts.addresses(),
    exposed: settings.exposed,
    tokenDemanded: settings.given('token') !== undefined,
    mode: settings.current.mode,
    recording: settings.current.recording,
    dataFolder: settings.dataFolder,
    upstream: { url: settings.current.upstream, ...parts.health.state },
    exchangesPerSecond: statistics.exchangesPerSecond(),
    gateP50Ms: statistics.gateQuantile(0.5),
    gateP99Ms: statistics.gateQuantile(0.99),
    queueBytes: store.queueBytes,
    waitingRequests: parts.waiting(),
    openExchanges: parts.open.size,
    unrecorded: parts.recorder.unrecorded,
    databaseBytes: store.databaseBytes,
    refusedHooks: statistics.refusedHooks,
    storeError: store.error,
  };
}
