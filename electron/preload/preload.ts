/** The bridge between the sandboxed page and main: five channels, nothing else. */
import { contextBridge, ipcRenderer } from 'electron';

import type { EnginePhase } from '../../shared/domain/index.ts';
import { HOST_CHANNELS, type HostBridge } from '../../shared/rpc/host-bridge.ts';

const frameListeners = new Set<(frame: unknown) => void>();
const phaseListeners = new Set<(phase: EnginePhase) => void>();
/** Until main says what it is, which it does as soon as the page has loaded. */
let phase: EnginePhase = { phase: 'starting', attempt: 1 };

ipcRenderer.on(HOST_CHANNELS.frame, (_event, frame: unknown) => {
  for (const listener of frameListeners) listener(frame);
});
ipcRenderer.on(HOST_CHANNELS.phase, (_event, next: EnginePhase) => {
  phase = next;
  for (const listener of phaseListeners) listener(next);
});

const bridge: HostBridge = {
  kind: 'electron',
  platform: process.platform,
  post: (frame) => ipcRenderer.send(HOST_CHANNELS.frame, frame),
  onFrame(listener) {
    frameListeners.add(listener);
    return () => frameListeners.delete(listener);
  },
  onEnginePhase(listener) {
    phaseListeners.add(listener);
    listener(phase);
    return () => phaseListeners.delete(listener);
  },
  restartEngine: () => ipcRenderer.send(HOST_CHANNELS.restart),
  useOtherPort: (port) => ipcRenderer.send(HOST_CHANNELS.otherPort, port),
};
contextBridge.exposeInMainWorld('sluice', bridge);
