import type { HostBridge } from '../../shared/rpc/host-bridge.ts';
import { createBrowserBridge, takeToken } from './browser-bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    readonly sluice?: HostBridge;
  }
}

/** The desktop app's bridge, or the headless host's socket when the page runs in a browser. */
export function findHost(): HostBridge {
  if (window.sluice !== undefined) return window.sluice;
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return createBrowserBridge({
    url: `${scheme}://${location.host}/rpc`,
    token: takeToken({ location, history, storage: sessionStorage }),
    platform: navigator.platform,
  });
}
