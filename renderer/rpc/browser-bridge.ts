import type { EnginePhase } from '../../shared/domain/index.ts';
import type { HostBridge } from '../../shared/rpc/host-bridge.ts';

const TOKEN_KEY = 'sluice.token';
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** The parts of a page that hold its token; a test hands in its own. */
export interface TokenPlaces {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/**
 * The token from `#token=…`, kept for reloads of this tab and taken out of the address bar, so that it is neither
 * bookmarked nor shared by accident. null: none was ever given.
 */
export function takeToken({ location, history, storage }: TokenPlaces): string | null {
  const given = new URLSearchParams(location.hash.replace(/^#/, '')).get('token');
  if (given === null || given === '') return storage.getItem(TOKEN_KEY);
  storage.setItem(TOKEN_KEY, given);
  history.replaceState(null, '', location.pathname + location.search);
  return given;
}

/** Milliseconds before try `attempt` (1 = the first after a loss): doubles from 250 ms, at most 5 s. */
export function backOff(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempt - 1));
}

export interface BrowserBridgeOptions {
  /** Address of the headless host's socket, `ws://127.0.0.1:4142/rpc`. */
  readonly url: string;
  readonly token: string | null;
  readonly platform?: string;
}

/** The host of a page that the headless engine served: its WebSocket, which comes back by itself. */
export function createBrowserBridge({ url, token, platform = 'browser' }: BrowserBridgeOptions): HostBridge {
  const frames = new Set<(frame: unknown) => void>();
  const phases = new Set<(phase: EnginePhase) => void>();
  let phase: EnginePhase = { phase: 'starting', attempt: 1 };
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const enter = (next: EnginePhase) => {
    phase = next;
    for (const listener of phases) listener(next);
  };

  const open = () => {
    clearTimeout(timer);
    const opened = new WebSocket(url, token === null ? ['sluice'] : ['sluice', `token.${token}`]);
    let wasOpen = false;
    socket = opened;
    opened.addEventListener('open', () => {
      wasOpen = true;
      attempt = 0;
      enter({ phase: 'running' });
    });
    opened.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (typeof event.data !== 'string') return;
      const frame: unknown = JSON.parse(event.data);
      for (const listener of frames) listener(frame);
    });
    opened.addEventListener('close', () => {
      if (socket !== opened) return;
      socket = null;
      if (token === null && !wasOpen) {
        enter({
          phase: 'stopped',
          code: 'unauthorized',
          message: 'Open the address that Sluice printed: it carries the token.',
        });
        return;
      }
      attempt += 1;
      const wait = backOff(attempt);
      const reason = wasOpen
        ? 'The connection to the engine ended.'
        : 'The engine does not answer. If it was started again, open the address it printed.';
      timer = setTimeout(open, wait);
      enter({ phase: 'restarting', attempt, nextTryAt: Date.now() + wait, reason });
    });
  };
  open();

  return {
    kind: 'browser',
    platform,
    post(frame) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    onFrame(listener) {
      frames.add(listener);
      return () => frames.delete(listener);
    },
    onEnginePhase(listener) {
      phases.add(listener);
      listener(phase);
      return () => phases.delete(listener);
    },
    /** Only skips the wait: a page cannot start a process. */
    restartEngine() {
      if (phase.phase === 'restarting') open();
    },
    useOtherPort() {},
  };
}
