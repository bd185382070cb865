import { isIP } from 'node:net';

import { z } from 'zod';

import { SluiceError } from '../../../shared/errors.ts';
import { MODES } from '../../../shared/domain/verdict.ts';
import { httpUrl } from '../../../shared/rpc/http-url.ts';

/** What flags and variables can say, parsed. Absent: not said. */
export interface GivenSettings {
  readonly port?: number;
  readonly uiPort?: number;
  readonly upstream?: string;
  readonly mode?: 'block' | 'log';
  readonly dataFolder?: string;
  /** Delivery to Akto, by flag only: an environment fills in addresses, never switches. */
  readonly sync?: boolean;
  readonly aktoUrl?: string;
  readonly aktoToken?: string;
  readonly aktoTimeoutSeconds?: number;
  readonly token?: string;
  /** Addresses and names beyond loopback, separated by commas. */
  readonly expose?: string;
  readonly judgeKey?: string;
}

export type GivenName = keyof GivenSettings;

/** Strings as given on the command line, by flag name without dashes. */
export type Flags = Readonly<Record<string, string | undefined>>;

interface Reader {
  readonly name: GivenName;
  readonly flag?: string;
  readonly variable?: string;
  readonly parse: z.ZodType<string | number | boolean>;
}

const port = z.coerce.number().int().min(0).max(65_535);
const text = z.string().min(1);
/** Names are let in as Host only; addresses are listened on too. All of them at once is nobody's intention. */
const exposed = z
  .string()
  .transform((value) => value.split(',').map((entry) => entry.trim().toLowerCase()))
  .refine((entries) => entries.every((entry) => isIP(entry) !== 0 || /^[a-z0-9][a-z0-9.-]*$/.test(entry)), {
    message: 'is a list of addresses or host names, separated by commas',
  })
  .refine((entries) => !entries.some((entry) => entry === '0.0.0.0' || entry === '::'), {
    message: 'name the one address of the bridge or network that may reach Sluice, not all of them',
  })
  .transform((entries) => entries.join(','));
const syncMode = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .pipe(z.enum(['true', 'false', '1', '0']))
  .transform((value) => (value === 'true' || value === '1' ? 'block' : 'log'));

const onOff = z.enum(['on', 'off'], { error: 'use on or off' }).transform((value) => value === 'on');

const READERS: readonly Reader[] = [
  { name: 'port', flag: 'port', variable: 'SLUICE_PORT', parse: port },
  { name: 'uiPort', flag: 'ui-port', variable: 'SLUICE_UI_PORT', parse: port },
  { name: 'upstream', flag: 'upstream', variable: 'LITELLM_URL', parse: httpUrl },
  { name: 'mode', flag: 'mode', parse: z.enum(MODES) },
  { name: 'mode', variable: 'SYNC_MODE', parse: syncMode },
  { name: 'dataFolder', flag: 'data', variable: 'SLUICE_DATA', parse: text },
  { name: 'sync', flag: 'sync', parse: onOff },
  { name: 'aktoUrl', variable: 'DATA_INGESTION_SERVICE_URL', parse: httpUrl },
  { name: 'aktoToken', variable: 'AKTO_API_TOKEN', parse: text },
  { name: 'aktoTimeoutSeconds', variable: 'TIMEOUT', parse: z.coerce.number().positive().max(600) },
  { name: 'token', variable: 'SLUICE_TOKEN', parse: text },
  { name: 'expose', variable: 'SLUICE_EXPOSE', parse: exposed },
  { name: 'judgeKey', variable: 'SLUICE_JUDGE_KEY', parse: text },
];

/** Flag or variable that carries a setting: for "set by". */
export function carrierOf(name: GivenName, source: 'flag' | 'variable'): string {
  const reader = READERS.find((candidate) => candidate.name === name && candidate[source] !== undefined);
  const carrier = reader?.[source] ?? name;
  return source === 'flag' ? `--${carrier}` : carrier;
}

/** Throws SluiceError `invalid_setting` with the flag's name, never with a secret's value. */
export function readFlags(flags: Flags): GivenSettings {
  return read(
    (reader) => (reader.flag === undefined ? undefined : flags[reader.flag]),
    (reader) => `--${reader.flag}`,
  );
}

/** An empty variable counts as unset, as shells and compose files produce them. Throws as readFlags. */
export function readVariables(environment: Readonly<Record<string, string | undefined>>): GivenSettings {
  return read(
    (reader) => (reader.variable === undefined ? undefined : environment[reader.variable]?.trim() || undefined),
    (reader) => reader.variable ?? '',
  );
}

function read(valueOf: (reader: Reader) => string | undefined, label: (reader: Reader) => string): GivenSettings {
  const given: Record<string, string | number | boolean> = {};
  for (const reader of READERS) {
    const value = valueOf(reader);
    if (value === undefined) continue;
    const parsed = reader.parse.safeParse(value);
    if (!parsed.success) {
      const why = parsed.error.issues[0]?.message ?? 'not usable';
      throw new SluiceError('invalid_setting', `${label(reader)}: ${why}.`);
    }
    given[reader.name] = parsed.data;
  }
  return given;
}
