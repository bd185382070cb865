import type { HostBridge } from '../../shared/rpc/host-bridge.ts';
import { createEngineClient } from '../rpc/client.ts';
import { attachEngine, callEngine } from '../rpc/engine.ts';
import { useAnnouncements } from './announcements.ts';
import { useApprovals } from './approvals.ts';
import { useArrivals } from './arrivals.ts';
import { useCollections } from './collections.ts';
import { useConnection } from './connection.ts';
import { useDetail } from './detail.ts';
import { useOutboxMarks } from './outbox-marks.ts';
import { usePolicies } from './policies.ts';
import { useReplay } from './replay.ts';
import { useSettings } from './settings.ts';
import { useStatus } from './status.ts';
import { useSync } from './sync.ts';
import { useTraffic } from './traffic.ts';
import { useViolations } from './violations.ts';
import { useWouldHaveStopped } from './would-have-stopped.ts';

/**
 * Connects the stores with the engine behind `host`: its events go where they belong, and whenever it comes (back) up
 * everything that is shown is asked for again. Returns a function that ends it.
 */
export function startSession(host: HostBridge): () => void {
  const client = createEngineClient(host, {
    stored(batch) {
      useTraffic.getState().receive(batch);
      useCollections.getState().receive(batch.collections, batch.totals);
      useDetail.getState().receiveRows(batch.rows);
      useViolations.getState().receive(batch.totals.openViolations);
      useArrivals.getState().receive(batch.rows);
      useAnnouncements.getState().receive(batch.rows);
      if (batch.outbox !== undefined) useOutboxMarks.getState().receive(batch.outbox);
      useWouldHaveStopped.getState().touch();
    },
    sync: (status) => useSync.getState().receive(status),
    status: (status) => useStatus.getState().receive(status),
    settings: (settings) => useSettings.getState().receive(settings),
    progress(rows) {
      useTraffic.getState().receiveProgress(rows);
      useDetail.getState().receiveRows(rows);
    },
    live: (update) => useDetail.getState().receiveLive(update),
    policies: (inForce) => usePolicies.getState().receive(inForce),
    approvals: (waiting) => useApprovals.getState().receive(waiting),
    replay: (progress) => useReplay.getState().receive(progress),
  });
  attachEngine(client);
  useConnection.getState().setHost(host);
  const stopPhases = host.onEnginePhase((phase) => {
    const before = useConnection.getState().phase.phase;
    useConnection.getState().setPhase(phase);
    // It has let go of whatever it held.
    if (phase.phase !== 'running') {
      useApprovals.getState().receive([]);
      useReplay.getState().lose();
    }
    if (phase.phase === 'running' && before !== 'running') void refreshAll();
  });
  return () => {
    stopPhases();
    attachEngine(null);
    client.dispose();
  };
}

async function refreshAll(): Promise<void> {
  useOutboxMarks.getState().forget();
  const status = callEngine('getStatus').then((answer) => useStatus.getState().receive(answer));
  await Promise.allSettled([
    status,
    useTraffic.getState().reload(),
    useCollections.getState().load(),
    useDetail.getState().refresh(),
    useViolations.getState().load(),
    useSettings.getState().load(),
    usePolicies.getState().load(),
    useSync.getState().load(),
    useApprovals.getState().load(),
  ]);
}
