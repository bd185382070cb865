import type { Approval, Mode, SyncObstacle } from '../../shared/domain/index.ts';
import { SluiceError } from '../../shared/errors.ts';
import type { WaitingAsk } from '../../shared/rpc/host-bridge.ts';
import { createInspector, warmUp } from './detectors/index.ts';
import {
  GuardrailPipeline,
  type Listener,
  findFreePort,
  gatewayRoutes,
  listen,
  liteLLMHosts,
  onePort,
} from './ingress/index.ts';
import { createJudges, createRuleJudge, createSecondOpinions } from './judge/index.ts';
import { allowRules } from './policy/index.ts';
import {
  AktoToken,
  type SecretKeeper,
  type WindowChannel,
  Windows,
  engineCalls,
  engineStatus,
  pushSyncTo,
} from './rpc/index.ts';
import { type Settings, lookingFor, openDetectorBook, openPolicyBook } from './settings/index.ts';
import { keepRetention, openStore } from './store/index.ts';
import { AktoReview, Sync, firstRule } from './sync/index.ts';
import {
  AktoJoin,
  BlockDigest,
  type BlockedCalls,
  GatewayPipeline,
  Identifier,
  Judge,
  Meter,
  OpenExchanges,
  OpenRows,
  Recorder,
  ReleaseDesk,
  Statistics,
  UpstreamHealth,
  WaitingRoom,
  WebSocketPipeline,
  asksOf,
  checkForLoop,
} from './traffic/index.ts';
import { Trial } from './trial/index.ts';
import { AliasLookup, DEFAULT_TIMEOUTS, LoopGuard, type UpstreamTimeouts, Upstreams } from './upstream/index.ts';
import { createUsageEstimator } from './usage/index.ts';

export interface EngineOptions {
  readonly settings: Settings;
  readonly version: string;
  /** Only tests shorten them. */
  readonly upstreamTimeouts?: UpstreamTimeouts;
  readonly streamQuietMs?: number;
  /** The window's port of the headless host: ours too, never an upstream. */
  readonly ownPorts?: readonly number[];
}

/** A running engine: one port, one store, any number of windows. */
export interface Engine {
  readonly port: number;
  readonly addresses: readonly string[];
  /** Returns how to detach. */
  attachWindow(channel: WindowChannel): () => void;
  onMode(listener: (mode: Mode) => void): () => void;
  setMode(mode: Mode): Promise<void>;
  /** The requests that wait for a person's approval; called at once, then whenever they change. */
  onApprovals(listener: (asks: readonly WaitingAsk[]) => void): () => void;
  /** What was blocked, at most once a second. */
  onBlocked(listener: (calls: BlockedCalls) => void): () => void;
  /** Why nothing is delivered to Akto although sync is on; null: there is no reason. */
  syncObstacle(): Promise<SyncObstacle | null>;
  /** Where a token of the window survives; without one it is forgotten with the engine. */
  keepSecrets(keeper: SecretKeeper): Promise<void>;
  /** Refuses new requests, waits for running ones at most `graceMs`, stores what is left, closes everything. */
  stop(graceMs?: number): Promise<void>;
}

/** For a batch that is on its way when the engine stops. */
const SYNC_GRACE_MS = 2_000;

/**
 * Puts the rooms together: the one file that knows every room.
 *
 * Throws SluiceError `address_in_use`, `data_in_use`, `data_damaged`, `data_unwritable`.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { settings } = options;
  const { exposed } = settings;
  if (exposed.length > 0 && settings.given('token') === undefined) {
    throw new SluiceError(
      'invalid_setting',
      'SLUICE_EXPOSE needs SLUICE_TOKEN: beyond this machine nobody may ask without.',
    );
  }
  const guard = new LoopGuard();
  for (const port of options.ownPorts ?? []) guard.addOwnPort(port);
  const store = await openStore({
    folder: settings.dataFolder,
    modeOverrides: settings.current.collectionModes,
    syncRule: await firstRule(settings),
  });
  const [book, detectors] = await Promise.all([
    openPolicyBook(settings.dataFolder),
    openDetectorBook(settings.dataFolder),
  ]).catch(async (error: unknown) => {
    await store.dispose();
    throw error;
  });
  const upstreams = new Upstreams(guard, options.upstreamTimeouts ?? DEFAULT_TIMEOUTS);
  const inspector = createInspector();
  const estimator = createUsageEstimator();
  const statistics = new Statistics();
  const health = new UpstreamHealth();
  const open = new OpenExchanges();
  const openRows = new OpenRows(open);
  const blocks = new BlockDigest();
  const recorder = new Recorder(store, () => settings.current.recording, blocks.note);
  const room = new WaitingRoom(store, open);
  const desk = new ReleaseDesk({
    policies: () => book.current.policies,
    allowAlways: async (agent, items) => {
      await book.update((now) => ({ ...now, policies: allowRules(now.policies, agent, items) }));
    },
  });
  const judges = createJudges(
    () => settings.current,
    () => settings.given('judgeKey'),
    guard,
  );
  const ruleJudge = createRuleJudge(() => judges.rules());
  const trial = new Trial({ reader: store.reader, looking: () => lookingFor(settings, detectors), ruleJudge });
  const token = new AktoToken(settings);
  const review = new AktoReview({ settings, token, guard });
  const judge = new Judge({
    inspector,
    akto: new AktoJoin(review),
    secondOpinions: createSecondOpinions(() => judges.current()),
    ruleJudge,
    policies: () => book.current,
    looking: () => lookingFor(settings, detectors),
    failure: () => settings.current.detectorFailure,
    blockedAgain: () => settings.current.blockedAgain,
    releases: desk,
  });
  const meter = new Meter(estimator);
  const shared = {
    judge,
    meter,
    recorder,
    statistics,
    open,
    settings: () => settings.current,
    whenRoom: () => room.enter(),
  };
  const guardrails = new GuardrailPipeline({
    ...shared,
    desk,
    proxyHosts: () => liteLLMHosts(settings.current),
    ...(options.streamQuietMs === undefined ? {} : { streamQuietMs: options.streamQuietMs }),
  });
  const identifier = new Identifier(new AliasLookup(upstreams), () => settings.current.keyAliasLookup);
  const webSockets = new WebSocketPipeline({ ...shared, upstreams, identifier });
  const pipeline = new GatewayPipeline({
    ...shared,
    upstreams,
    identifier,
    desk,
    health,
    onLiteLLMCall: (callId, exchangeId) => guardrails.adopt(callId, exchangeId),
  });

  let stopping = false;
  let listener: Listener;
  const close = async (): Promise<void> => {
    await review.dispose();
    await guardrails.dispose();
    await trial.close();
    await inspector.close();
    await judges.close();
    await estimator.close();
    await upstreams.dispose();
    await store.dispose();
  };
  try {
    listener = await listen(
      settings.current.port,
      onePort({
        pipeline,
        webSockets,
        guardrails: { pipeline: guardrails, token: () => settings.given('token'), exposed },
        routes: gatewayRoutes(() => settings.current),
        token: () => settings.given('token'),
        exposed,
        stopping: () => stopping,
      }),
      exposed,
    );
  } catch (error) {
    await close();
    throw error;
  }
  guard.addOwnPort(listener.port);
  warmUp();
  review.recheck();
  await checkForLoop(guard, settings.current.upstream, health);

  const ownPorts = [listener.port, ...(options.ownPorts ?? [])];
  const sync = new Sync({ settings, store, token, review, ownPorts, version: options.version });

  const status = (): ReturnType<typeof engineStatus> =>
    engineStatus({
      version: options.version,
      addresses: () => listener.addresses,
      settings,
      store,
      statistics,
      recorder,
      open,
      health,
      waiting: () => room.waiting,
    });
  const windows = new Windows({
    store,
    settings,
    book,
    desk,
    open,
    openRows,
    status,
    calls: (window) =>
      engineCalls({
        settings,
        book,
        detectors,
        inspector,
        desk,
        store,
        trial,
        open,
        openRows,
        guard,
        upstreams,
        status,
        window,
        sync,
        token,
      }),
  });
  pushSyncTo(windows, { settings, sync, token });
  let { upstream, collectionModes } = settings.current;
  settings.onChange((current) => {
    if (current.upstream !== upstream) {
      health.reset();
      upstream = current.upstream;
    }
    if (current.collectionModes !== collectionModes) {
      collectionModes = current.collectionModes;
      store.setModeOverrides(collectionModes);
    }
    windows.pushStatus();
  });
  const endRetention = keepRetention(store, () => settings.current);

  return {
    port: listener.port,
    addresses: listener.addresses,
    attachWindow: (channel) => windows.attach(channel),
    onMode(onMode) {
      onMode(settings.current.mode);
      return settings.onChange(({ mode }) => onMode(mode));
    },
    setMode: (mode) => settings.save({ mode }),
    onApprovals(onApprovals) {
      const tell = (list: readonly Approval[]) => onApprovals(asksOf(list));
      tell(desk.list());
      return desk.onChange(tell);
    },
    onBlocked: (onBlocked) => blocks.onBlocked(onBlocked),
    syncObstacle: () => sync.obstacle(),
    keepSecrets(keeper) {
      token.keepWith(keeper);
      return sync.apply();
    },
    async stop(graceMs = 10_000) {
      stopping = true;
      endRetention();
      desk.dispose();
      blocks.dispose();
      listener.stop();
      await Promise.race([open.whenIdle(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      webSockets.dispose();
      await listener.dispose();
      windows.dispose();
      await sync.stop(SYNC_GRACE_MS);
      await close();
    },
  };
}

export { findFreePort };
