import type { DialectId, NamedUpstream, UpstreamKind } from '../../../shared/domain/index.ts';

/** A named upstream as a form has it: everything typed is text until it is saved. */
export interface UpstreamDraft {
  readonly name: string;
  readonly kind: UpstreamKind;
  readonly baseUrl: string;
  readonly dialect: DialectId | '';
  readonly isLiteLLM: boolean;
  readonly dropAgentMetadata: boolean;
  /** `Name: value`, one a line. */
  readonly headers: string;
  readonly connectSeconds: string;
  readonly firstByteSeconds: string;
  readonly idleSeconds: string;
  readonly detectorFailure: 'open' | 'closed' | 'app';
}

export const KIND_WORDS: Readonly<Record<UpstreamKind, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  gemini: 'Gemini',
  ollama: 'Ollama',
  custom: 'Custom',
};

/** Where the vendors' API references say their APIs are. */
const BASE_URLS: Readonly<Record<UpstreamKind, string>> = {
  openai: 'https://api.openai.com',
  anthropic: 'https://api.anthropic.com',
  gemini: 'https://generativelanguage.googleapis.com',
  ollama: 'http://127.0.0.1:11434',
  custom: '',
};

export const DIALECT_CHOICES: readonly (readonly [DialectId | '', string])[] = [
  ['', 'By path and body'],
  ['openai-chat', 'OpenAI chat'],
  ['openai-responses', 'OpenAI responses'],
  ['anthropic-messages', 'Anthropic messages'],
  ['gemini', 'Gemini'],
  ['ollama', 'Ollama'],
  ['mcp', 'MCP'],
];

/** A new upstream with a name that is free. */
export function newDraft(taken: readonly string[]): UpstreamDraft {
  let name = 'custom';
  for (let number = 2; taken.includes(name); number += 1) name = `custom-${number}`;
  return {
    name,
    kind: 'custom',
    baseUrl: '',
    dialect: '',
    isLiteLLM: false,
    dropAgentMetadata: true,
    headers: '',
    connectSeconds: '',
    firstByteSeconds: '',
    idleSeconds: '',
    detectorFailure: 'app',
  };
}

/** Another kind brings its address, unless somebody typed one. */
export function withKind(draft: UpstreamDraft, kind: UpstreamKind): UpstreamDraft {
  const untouched = draft.baseUrl.trim() === '' || draft.baseUrl === BASE_URLS[draft.kind];
  return { ...draft, kind, baseUrl: untouched ? BASE_URLS[kind] : draft.baseUrl };
}

export function toDraft(upstream: NamedUpstream): UpstreamDraft {
  const seconds = (value: number | null) => (value === null ? '' : String(value));
  return {
    ...upstream,
    dialect: upstream.dialect ?? '',
    headers: upstream.headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    connectSeconds: seconds(upstream.connectSeconds),
    firstByteSeconds: seconds(upstream.firstByteSeconds),
    idleSeconds: seconds(upstream.idleSeconds),
    detectorFailure: upstream.detectorFailure ?? 'app',
  };
}

/** What can be saved, or in a sentence why it cannot. The engine has the last word. */
export function fromDraft(
  draft: UpstreamDraft,
  taken: readonly string[],
): { readonly ok: true; readonly upstream: NamedUpstream } | { readonly ok: false; readonly problem: string } {
  const no = (problem: string) => ({ ok: false, problem }) as const;
  const name = draft.name.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) return no('The name is lower-case letters, digits and dashes.');
  if (taken.includes(name)) return no(`There is an upstream named ${name} already.`);
  const baseUrl = draft.baseUrl.trim();
  if (!/^https?:\/\/[^\s?#]+$/i.test(baseUrl) || !URL.canParse(baseUrl)) {
    return no('The base URL begins with http:// or https:// and has no query.');
  }
  const headers: { name: string; value: string }[] = [];
  for (const line of draft.headers.split('\n')) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const header = { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
    if (colon < 1 || header.value === '') return no(`“${line.trim()}” is not “Name: value”.`);
    headers.push(header);
  }
  const times = [draft.connectSeconds, draft.firstByteSeconds, draft.idleSeconds].map(secondsOf);
  if (times.includes(undefined)) return no('Seconds are numbers up to 3600, or empty.');
  const [connectSeconds = null, firstByteSeconds = null, idleSeconds = null] = times;
  const { kind, dialect, isLiteLLM, dropAgentMetadata, detectorFailure } = draft;
  return {
    ok: true,
    upstream: {
      name,
      kind,
      baseUrl,
      dialect: dialect === '' ? null : dialect,
      isLiteLLM,
      dropAgentMetadata,
      headers,
      connectSeconds,
      firstByteSeconds,
      idleSeconds,
      detectorFailure: detectorFailure === 'app' ? null : detectorFailure,
    },
  };
}

/** undefined: not usable. */
function secondsOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const seconds = Number(text);
  return seconds > 0 && seconds <= 3_600 ? seconds : undefined;
}

/** What a test came to, for a person. */
export function sayStatus(status: number): { readonly good: boolean; readonly words: string } {
  if (status < 400) return { good: true, words: `answers ${status}` };
  if (status === 401 || status === 403) return { good: true, words: `is there (${status}): your agents bring the key` };
  if (status === 404) return { good: false, words: 'answers, but not at this path (404): is the base URL right?' };
  return { good: false, words: `answers ${status}` };
}
