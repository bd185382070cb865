import type { SavedSettingName, SettingSource, SettingValue } from '../../../shared/domain/index.ts';
import { formatBytes, plural } from '../../components/format.ts';

export type SettingName = SettingValue['name'];

interface Words {
  readonly title: string;
  readonly help: string;
}

export const SETTING_WORDS: Readonly<Record<SettingName, Words>> = {
  upstream: {
    title: 'Default upstream',
    help: 'Where requests go that do not name another. One of our own addresses is refused.',
  },
  upstreamIsLiteLLM: {
    title: 'It is a LiteLLM gateway',
    help: 'Adds x-litellm-call-id to requests, which pairs them with what hooks report, and may be asked for aliases.',
  },
  keyAliasLookup: {
    title: 'Look key aliases up',
    help: 'Asks LiteLLM’s /key/info with the caller’s own key, so that agents are named after their key or team.',
  },
  port: { title: 'Port for agents', help: 'Used from the next start on.' },
  uiPort: { title: 'Port of the browser window', help: 'Only the headless engine has one.' },
  mode: { title: 'Mode at start', help: 'Block judges first and forwards then; Log forwards first.' },
  recording: { title: 'Recording', help: 'Off: verdicts go on, nothing is stored.' },
  detectorFailure: {
    title: 'When a detector fails',
    help: 'What happens in Block mode to a request whose scan failed or ran out of time. It is marked either way.',
  },
  blockedAgain: {
    title: 'When a blocked message comes back',
    help: 'In a later turn: replace it by a notice, so that the session goes on, or block each turn that has it.',
  },
  personNames: {
    title: 'Look for names of people',
    help: 'Noisy: many names are also words. Findings have the type person.',
  },
  spareTestValues: {
    title: 'Spare test values',
    help: 'Test cards, documentation addresses, sample IBANs and numbers for fiction are not reported.',
  },
  judgeUrl: {
    title: 'Language model as judge',
    help: 'Base URL of an OpenAI-compatible API. It gets what the injection detector is unsure of, and text about which policies ask; redacted. Empty: off.',
  },
  judgeModel: { title: 'Model of the judge', help: 'The name that API knows it by.' },
  judgeKey: { title: 'Key of the judge', help: 'From the variable SLUICE_JUDGE_KEY only. Never shown.' },
  judgeDeadlineMs: { title: 'Patience with the judge', help: 'Requests wait so long for its opinion in Block mode.' },
  encoderModel: {
    title: 'Encoder model',
    help: 'An .onnx file with two classes, vocab.txt beside it. Asked before the language model. Empty: off.',
  },
  encoderRuntime: { title: 'Runtime of the encoder', help: 'The folder of an installed onnxruntime-node package.' },
  encoderDeadlineMs: { title: 'Patience with the encoder', help: 'Requests wait so long for it in Block mode.' },
  judgeFailure: {
    title: 'When a judge fails',
    help: 'Go on with what the detectors say, or count it as an attack and as a yes to what policies ask.',
  },
  aktoVerdict: {
    title: 'Ask Akto for its verdict',
    help: 'Each request is put to Akto’s own service before it goes on; the stricter verdict counts. The page Sync says how it goes.',
  },
  aktoVerdictFailure: {
    title: 'When Akto gives no verdict',
    help: 'Sluice’s own verdict alone counts, or the request is denied. The record says which.',
  },
  retentionDays: { title: 'Keep for', help: 'Older exchanges are removed.' },
  retentionBytes: { title: 'Keep at most', help: 'The oldest exchanges go first.' },
  namedUpstreams: { title: 'Named upstreams', help: 'Chosen by clients as /via/<name>.' },
  collectionModes: { title: 'Modes of collections', help: 'Set on the page of each collection.' },
  sync: { title: 'Delivery to Akto', help: 'Set on the page Sync.' },
  dataFolder: { title: 'Data folder', help: 'Everything stored is in here.' },
  aktoUrl: { title: 'Akto’s service', help: 'An address only; sync has its own switch and is off.' },
  aktoToken: { title: 'Token sent to Akto', help: 'Never shown.' },
  aktoTimeoutSeconds: { title: 'Patience with Akto', help: 'Seconds before a call to Akto is given up.' },
  expose: {
    title: 'Reachable from elsewhere',
    help: 'Addresses and names beyond this machine (SLUICE_EXPOSE); the token is demanded then. Connect shows how.',
  },
  token: { title: 'Token asked of clients', help: 'Needed when Sluice is reachable beyond this machine. Never shown.' },
};

/** In the order of the page. What is in no group is not shown. */
export const SETTING_GROUPS: readonly { readonly title: string; readonly names: readonly SettingName[] }[] = [
  { title: 'Traffic', names: ['upstream', 'upstreamIsLiteLLM', 'keyAliasLookup', 'port', 'uiPort'] },
  { title: 'Judging', names: ['mode', 'blockedAgain', 'detectorFailure'] },
  { title: 'Detectors', names: ['personNames', 'spareTestValues'] },
  {
    title: 'Judges',
    names: [
      'judgeUrl',
      'judgeModel',
      'judgeKey',
      'judgeDeadlineMs',
      'encoderModel',
      'encoderRuntime',
      'encoderDeadlineMs',
      'judgeFailure',
    ],
  },
  { title: 'Storing', names: ['recording', 'retentionDays', 'retentionBytes'] },
  {
    title: 'Akto and access',
    names: ['aktoUrl', 'aktoToken', 'aktoTimeoutSeconds', 'aktoVerdict', 'aktoVerdictFailure', 'token', 'expose'],
  },
];

const SOURCE_WORDS: Readonly<Record<SettingSource, string>> = {
  flag: 'flag',
  environment: 'environment',
  'env-file': 'env file',
  saved: 'saved here',
  default: 'default',
};

/** `environment: LITELLM_URL`, `saved here`, `default` */
export function saySetBy({ source, setBy }: SettingValue): string {
  return source === 'saved' || source === 'default' ? SOURCE_WORDS[source] : `${SOURCE_WORDS[source]}: ${setBy}`;
}

/** A value that cannot be edited, in words. */
export function sayValue({ name, value }: SettingValue): string {
  if (value === null) return 'not set';
  if (name === 'aktoToken' || name === 'token' || name === 'judgeKey') return 'set';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return plural(value.length, 'upstream');
  if (typeof value === 'object' && 'on' in value) return value.on === true ? 'on' : 'off';
  if (typeof value === 'object') return plural(Object.keys(value).length, 'collection');
  if (name === 'retentionBytes' && typeof value === 'number') return formatBytes(value);
  if (name === 'retentionDays') return `${value} days`;
  if (name === 'aktoTimeoutSeconds') return `${value} s`;
  return String(value);
}

/** How a setting is edited. */
export type Editor =
  | { readonly kind: 'text' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] }
  /** `scale`: what one of the shown unit is in the saved one. */
  | {
      readonly kind: 'number';
      readonly unit: string;
      readonly scale: number;
      readonly min: number;
      readonly max: number;
    };

const EDITORS: Readonly<Partial<Record<SavedSettingName, Editor>>> = {
  upstream: { kind: 'text' },
  upstreamIsLiteLLM: { kind: 'switch' },
  keyAliasLookup: { kind: 'switch' },
  recording: { kind: 'switch' },
  port: { kind: 'number', unit: '', scale: 1, min: 1, max: 65_535 },
  mode: {
    kind: 'choice',
    options: [
      { value: 'block', label: 'Block' },
      { value: 'log', label: 'Log' },
    ],
  },
  blockedAgain: {
    kind: 'choice',
    options: [
      { value: 'notice', label: 'Put a notice' },
      { value: 'block', label: 'Block again' },
    ],
  },
  personNames: { kind: 'switch' },
  spareTestValues: { kind: 'switch' },
  detectorFailure: {
    kind: 'choice',
    options: [
      { value: 'open', label: 'Let it through' },
      { value: 'closed', label: 'Block it' },
    ],
  },
  judgeUrl: { kind: 'text' },
  judgeModel: { kind: 'text' },
  judgeDeadlineMs: { kind: 'number', unit: 'ms', scale: 1, min: 50, max: 60_000 },
  encoderModel: { kind: 'text' },
  encoderRuntime: { kind: 'text' },
  encoderDeadlineMs: { kind: 'number', unit: 'ms', scale: 1, min: 10, max: 60_000 },
  judgeFailure: {
    kind: 'choice',
    options: [
      { value: 'open', label: 'Go on without it' },
      { value: 'closed', label: 'Assume the worst' },
    ],
  },
  aktoVerdict: { kind: 'switch' },
  aktoVerdictFailure: {
    kind: 'choice',
    options: [
      { value: 'open', label: 'Let it through' },
      { value: 'closed', label: 'Block it' },
    ],
  },
  retentionDays: { kind: 'number', unit: 'days', scale: 1, min: 1, max: 3_650 },
  retentionBytes: { kind: 'number', unit: 'GB', scale: 1_000_000_000, min: 0.01, max: 100_000 },
};

/** undefined: cannot be edited in the window. */
export function editorOf(name: SettingName): Editor | undefined {
  return (EDITORS as Readonly<Partial<Record<SettingName, Editor>>>)[name];
}
