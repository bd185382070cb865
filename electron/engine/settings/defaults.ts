import { homedir } from 'node:os';
import { join } from 'node:path';

import type { NamedUpstream, SavedSettings, UpstreamKind } from '../../../shared/domain/index.ts';

/** A provider's own API under its own name. They refuse fields they do not know, so agent metadata stays here. */
function provider(kind: UpstreamKind, baseUrl: string): NamedUpstream {
  return {
    name: kind,
    kind,
    baseUrl,
    dialect: null,
    isLiteLLM: false,
    dropAgentMetadata: true,
    headers: [],
    connectSeconds: null,
    firstByteSeconds: null,
    idleSeconds: null,
    detectorFailure: null,
  };
}

/** interfaces.md "Settings". */
export const DEFAULT_SETTINGS: SavedSettings = {
  port: 4141,
  upstream: 'http://localhost:4000',
  upstreamIsLiteLLM: true,
  keyAliasLookup: true,
  mode: 'block',
  recording: true,
  detectorFailure: 'open',
  personNames: false,
  blockedAgain: 'notice',
  spareTestValues: false,
  judgeUrl: '',
  judgeModel: '',
  judgeDeadlineMs: 2_000,
  encoderModel: '',
  encoderRuntime: '',
  encoderDeadlineMs: 250,
  judgeFailure: 'open',
  aktoVerdict: false,
  aktoVerdictFailure: 'open',
  retentionDays: 30,
  retentionBytes: 10_000_000_000,
  collectionModes: {},
  // Addresses: the vendors' API references, and Ollama's default port.
  namedUpstreams: [
    provider('openai', 'https://api.openai.com'),
    provider('anthropic', 'https://api.anthropic.com'),
    provider('gemini', 'https://generativelanguage.googleapis.com'),
    provider('ollama', 'http://127.0.0.1:11434'),
  ],
  sync: {
    on: false,
    url: '',
    scope: 'all',
    collections: [],
    since: null,
    maskPersonalData: false,
    maxBytesPerSecond: null,
  },
};

export const DEFAULT_UI_PORT = 4142;
export const DEFAULT_AKTO_TIMEOUT_SECONDS = 5;

/** The OS's folder for app data, as Electron's `userData` would be, so that both hosts find the same store. */
export function defaultDataFolder(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  const home = homedir();
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Sluice', 'data');
    case 'win32':
      return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Sluice', 'data');
    default:
      return join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Sluice', 'data');
  }
}
