import type { SyncSettings } from './sync.ts';
import type { NamedUpstream } from './upstream.ts';
import type { Mode } from './verdict.ts';

/** Where a setting's value came from; the first of this order wins. */
export const SETTING_SOURCES = ['flag', 'environment', 'env-file', 'saved', 'default'] as const;
export type SettingSource = (typeof SETTING_SOURCES)[number];

/** What a person may change in the window. Everything else is a flag or a variable only. */
export interface SavedSettings {
  readonly port: number;
  /** Base URL of the default upstream. */
  readonly upstream: string;
  /** The default upstream is LiteLLM: it gets x-litellm-call-id, and may be asked for aliases. */
  readonly upstreamIsLiteLLM: boolean;
  /** Learn key and team aliases from the upstream's /key/info with the caller's own key; LiteLLM upstreams only. */
  readonly keyAliasLookup: boolean;
  readonly mode: Mode;
  readonly recording: boolean;
  /** What happens to a request whose scan failed or ran out of time. */
  readonly detectorFailure: 'open' | 'closed';
  /** What becomes of a message that was blocked and comes back after the conversation has gone on. */
  readonly blockedAgain: 'notice' | 'block';
  /** Find names of persons too: the noisiest detector, hence off at first. */
  readonly personNames: boolean;
  /** Do not report test cards, documentation addresses and other values that belong to nobody. */
  readonly spareTestValues: boolean;
  /** Base URL of an OpenAI-compatible API that judges grey findings; '': off. */
  readonly judgeUrl: string;
  readonly judgeModel: string;
  readonly judgeDeadlineMs: number;
  /** An encoder's .onnx file, vocab.txt beside it, and the folder of an onnxruntime-node; '': off. */
  readonly encoderModel: string;
  readonly encoderRuntime: string;
  readonly encoderDeadlineMs: number;
  /** What counts where a second judge fails or is late: the model's own score, or an attack. */
  readonly judgeFailure: 'open' | 'closed';
  /** Ask Akto's own service about each request; the stricter verdict counts. */
  readonly aktoVerdict: boolean;
  /** What its silence means: Sluice's verdict alone counts, or the request is denied. */
  readonly aktoVerdictFailure: 'open' | 'closed';
  readonly retentionDays: number;
  readonly retentionBytes: number;
  /** Per-collection mode, by agent name. */
  readonly collectionModes: Readonly<Record<string, Mode>>;
  /** Upstreams that clients choose by their base URL. */
  readonly namedUpstreams: readonly NamedUpstream[];
  /** Has calls of its own (sync-api.ts). */
  readonly sync: SyncSettings;
}

export type SavedSettingName = keyof SavedSettings;

export interface SettingValue {
  readonly name:
    | SavedSettingName
    | 'uiPort'
    | 'dataFolder'
    | 'aktoUrl'
    | 'aktoToken'
    | 'aktoTimeoutSeconds'
    | 'token'
    | 'expose'
    | 'judgeKey';
  /** Secrets are never sent: `set` or null. */
  readonly value:
    | string
    | number
    | boolean
    | Readonly<Record<string, Mode>>
    | readonly NamedUpstream[]
    | SyncSettings
    | null;
  readonly source: SettingSource;
  /** The flag or variable that set it, e.g. `LITELLM_URL`. */
  readonly setBy: string;
  /** False when a flag or variable holds it. */
  readonly editable: boolean;
}
