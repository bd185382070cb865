import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';

import type {
  Mode,
  SavedSettingName,
  SavedSettings,
  SettingSource,
  SettingValue,
  SyncSettings,
} from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { DEFAULT_AKTO_TIMEOUT_SECONDS, DEFAULT_SETTINGS, DEFAULT_UI_PORT, defaultDataFolder } from './defaults.ts';
import { readSavedFile, writeSavedFile } from './saved-file.ts';
import { type Flags, type GivenName, type GivenSettings, carrierOf, readFlags, readVariables } from './sources.ts';

interface Layer {
  readonly source: 'flag' | 'environment' | 'env-file';
  readonly given: GivenSettings;
}

const SAVED_NAMES = Object.keys(DEFAULT_SETTINGS) as SavedSettingName[];
const SECRETS: ReadonlySet<GivenName> = new Set(['aktoToken', 'token', 'judgeKey']);
const GIVEN_ONLY = [
  'uiPort',
  'dataFolder',
  'aktoUrl',
  'aktoToken',
  'aktoTimeoutSeconds',
  'token',
  'expose',
  'judgeKey',
] as const;

/**
 * Every setting with where it came from. Precedence: flag, environment, env file, saved, default.
 * The mode and the switch of sync are special: what the window chose counts until the next start, whatever set it at
 * this one.
 */
export class Settings {
  readonly dataFolder: string;
  readonly ignoredInFile: readonly string[];
  readonly #layers: readonly Layer[];
  readonly #file: string;
  #saved: Partial<SavedSettings>;
  #written: Promise<void> = Promise.resolve();
  #current: SavedSettings;
  #chosenMode: Mode | null = null;
  #chosenSync: boolean | null = null;
  readonly #listeners = new Set<(settings: SavedSettings) => void>();

  constructor(layers: readonly Layer[], dataFolder: string, saved: Partial<SavedSettings>, ignored: readonly string[]) {
    this.#layers = layers;
    this.dataFolder = dataFolder;
    this.#file = settingsFile(dataFolder);
    this.#saved = saved;
    this.ignoredInFile = ignored;
    this.#current = this.#compute();
  }

  get current(): SavedSettings {
    return this.#current;
  }

  /** A setting that only flags and variables carry. */
  given<N extends GivenName>(name: N): GivenSettings[N] | undefined {
    return this.#layers.find(({ given }) => given[name] !== undefined)?.given[name];
  }

  /** Addresses and names beyond loopback; none unless a token guards them. */
  get exposed(): readonly string[] {
    return this.given('expose')?.split(',') ?? [];
  }

  /** Akto's service: what a variable says wins over what was saved; null for none. */
  get aktoUrl(): { readonly url: string; readonly source: SettingSource } | null {
    const layer = this.#layers.find(({ given }) => given.aktoUrl !== undefined);
    const url = layer?.given.aktoUrl ?? this.#current.sync.url;
    return url === '' ? null : { url, source: layer?.source ?? 'saved' };
  }

  /** AKTO_API_TOKEN, and where it came from. */
  get aktoToken(): { readonly token: string; readonly source: SettingSource } | null {
    const layer = this.#layers.find(({ given }) => given.aktoToken !== undefined);
    return layer?.given.aktoToken === undefined ? null : { token: layer.given.aktoToken, source: layer.source };
  }

  get aktoTimeoutMs(): number {
    return 1_000 * (this.given('aktoTimeoutSeconds') ?? DEFAULT_AKTO_TIMEOUT_SECONDS);
  }

  get uiPort(): number {
    return this.given('uiPort') ?? DEFAULT_UI_PORT;
  }

  /**
   * Saves and applies. A value that a flag or variable holds is saved for later but does not win now, except the mode.
   * Throws SluiceError `data_unwritable`; nothing is applied then.
   */
  async save(patch: Partial<Omit<SavedSettings, 'sync'>>): Promise<void> {
    await this.#write((saved) => ({ ...saved, ...patch }));
    if (patch.mode !== undefined) this.#chosenMode = patch.mode;
    this.#apply();
  }

  /** null: as everywhere. Throws as save does. */
  async saveCollectionMode(agent: string, mode: Mode | null): Promise<void> {
    await this.#write((saved) => {
      const { [agent]: _before, ...others } = saved.collectionModes ?? {};
      return { ...saved, collectionModes: mode === null ? others : { ...others, [agent]: mode } };
    });
    this.#apply();
  }

  /** One after the other: each edit starts from what the one before it left, and both would write the same file. */
  #write(edit: (saved: Partial<SavedSettings>) => Partial<SavedSettings>): Promise<void> {
    const write = async (): Promise<void> => {
      const next = edit(this.#saved);
      await writeSavedFile(this.#file, next);
      this.#saved = next;
    };
    // A write that failed is its caller's to report, not the next one's.
    const written = this.#written.then(write, write);
    this.#written = written.catch(() => undefined);
    return written;
  }

  /** Saves and applies some of sync's settings. Throws as save does. */
  async saveSync(patch: Partial<SyncSettings>): Promise<void> {
    await this.#write((saved) => ({ ...saved, sync: { ...DEFAULT_SETTINGS.sync, ...saved.sync, ...patch } }));
    if (patch.on !== undefined) this.#chosenSync = patch.on;
    this.#apply();
  }

  #apply(): void {
    this.#current = this.#compute();
    for (const listener of this.#listeners) listener(this.#current);
  }

  onChange(listener: (settings: SavedSettings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** For the Settings view. Secrets show as `set`. */
  describe(): SettingValue[] {
    const saved = SAVED_NAMES.map((name): SettingValue => {
      const { source, setBy } = this.#sourceOf(name);
      const held = source === 'flag' || source === 'environment' || source === 'env-file';
      return { name, value: this.#current[name], source, setBy, editable: !held || name === 'mode' };
    });
    const rest = GIVEN_ONLY.map((name): SettingValue => {
      const layer = this.#layers.find(({ given }) => given[name] !== undefined);
      const value = SECRETS.has(name) ? (layer === undefined ? null : 'set') : this.#givenOrDefault(name);
      return {
        name,
        value,
        source: layer?.source ?? 'default',
        setBy: layer === undefined ? 'default' : carrierOf(name, layer.source === 'flag' ? 'flag' : 'variable'),
        editable: false,
      };
    });
    return [...saved, ...rest];
  }

  #givenOrDefault(name: (typeof GIVEN_ONLY)[number]): string | number | null {
    switch (name) {
      case 'uiPort':
        return this.uiPort;
      case 'dataFolder':
        return this.dataFolder;
      case 'aktoTimeoutSeconds':
        return this.given(name) ?? DEFAULT_AKTO_TIMEOUT_SECONDS;
      default:
        return this.given(name) ?? null;
    }
  }

  #sourceOf(name: SavedSettingName): { source: SettingSource; setBy: string } {
    if (name === 'mode' && this.#chosenMode !== null) return { source: 'saved', setBy: 'this window' };
    if (name === 'sync' && this.#chosenSync !== null) return { source: 'saved', setBy: 'this window' };
    const layer = isGiven(name) ? this.#layers.find(({ given }) => given[name] !== undefined) : undefined;
    if (layer !== undefined && isGiven(name)) {
      return { source: layer.source, setBy: carrierOf(name, layer.source === 'flag' ? 'flag' : 'variable') };
    }
    if (this.#saved[name] !== undefined) return { source: 'saved', setBy: 'saved settings' };
    return { source: 'default', setBy: 'default' };
  }

  #compute(): SavedSettings {
    const merged: SavedSettings = { ...DEFAULT_SETTINGS, ...this.#saved };
    const port = this.given('port');
    const upstream = this.given('upstream');
    const mode = this.#chosenMode ?? this.given('mode');
    return {
      ...merged,
      ...(port === undefined ? {} : { port }),
      ...(upstream === undefined ? {} : { upstream }),
      ...(mode === undefined ? {} : { mode }),
      sync: { ...merged.sync, on: this.#chosenSync ?? this.given('sync') ?? merged.sync.on },
    };
  }
}

function isGiven(name: SavedSettingName): name is 'port' | 'upstream' | 'mode' | 'sync' {
  return name === 'port' || name === 'upstream' || name === 'mode' || name === 'sync';
}

export function settingsFile(dataFolder: string): string {
  return join(dataFolder, 'settings.json');
}

export interface LoadSettings {
  readonly flags: Flags;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Reads every layer. The env file is `--env-file`, else `.env` in the data folder, never in the working directory
 * (an agent could have written one there).
 *
 * Throws SluiceError `invalid_setting` (a value is not usable), `usage` (the env file named is not there).
 */
export async function loadSettings({ flags, environment }: LoadSettings): Promise<Settings> {
  const fromFlags = readFlags(flags);
  const fromEnvironment = readVariables(environment);
  const dataFolder = resolve(
    fromFlags.dataFolder ?? fromEnvironment.dataFolder ?? defaultDataFolder(process.platform, environment),
  );
  const envFile = flags['env-file'];
  const fromFile = readVariables(await readEnvFile(envFile ?? join(dataFolder, '.env'), envFile !== undefined));
  const saved = await readSavedFile(settingsFile(dataFolder));
  return new Settings(
    [
      { source: 'flag', given: fromFlags },
      { source: 'environment', given: fromEnvironment },
      { source: 'env-file', given: fromFile },
    ],
    dataFolder,
    saved.values,
    saved.ignored,
  );
}

async function readEnvFile(path: string, required: boolean): Promise<Record<string, string | undefined>> {
  try {
    return parseEnv(await readFile(path, 'utf8'));
  } catch (error) {
    if (!required && (error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new SluiceError('usage', `The env file cannot be read: ${path}`, { cause: error });
  }
}
