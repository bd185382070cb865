import type { HeaderList } from '../../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import { flatMap, list, object, objectOrNested, text, word } from './fields.ts';
import { type Payload, unwrapPayload } from './payload.ts';

/** What the caller wants done with a record. */
export interface ProxyFlags {
  readonly guardrails: boolean;
  readonly responseGuardrails: boolean;
  readonly fileGuardrails: boolean;
  readonly ingest: boolean;
  readonly clientHook: boolean;
  /** `litellm`, `claude_code_cli`, … */
  readonly connector: string | null;
}

/** A file to be judged: inline (base64) or a link. */
export interface ProxyFile {
  readonly name: string;
  /** `image`, `audio`, `file`. */
  readonly type: string;
  readonly content: string | null;
  readonly url: string | null;
}

/** One record of Akto's wire format (contract-akto.md section 1.1), read leniently: unknown keys are ignored. */
export interface ProxyCall {
  readonly flags: ProxyFlags;
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders: HeaderList;
  readonly request: Payload | null;
  readonly response: Payload | null;
  readonly files: readonly ProxyFile[];
  /** HTTP status the record speaks of; 200 when it says none. */
  readonly status: number;
  /** An IP address, a user name or a device id. */
  readonly ip: string | null;
  /** akto_vxlan_id where it is a device's; null: it is nobody's, or names policies. */
  readonly deviceId: string | null;
  /** Unix ms when the call happened, if it says so. */
  readonly time: number | null;
  /** Tag and metadata as one flat map; tag wins. */
  readonly tags: Readonly<Record<string, string>>;
  /** AGENTIC or ENDPOINT. */
  readonly contextSource: string | null;
  /** Names of the only policies to enforce; empty: all. */
  readonly policyNames: readonly string[];
}

/**
 * Reads the body of POST /api/http-proxy, or one record of /api/ingestData (then without a query).
 *
 * Returns null when requestPayload is missing or empty and no files make up for it: 422.
 */
export function parseProxyCall(body: JsonValue, query: URLSearchParams): ProxyCall | null {
  if (!isJsonObject(body)) return null;
  const flags = flagsOf(body, query);
  const files = list(body['files']).flatMap((file) => fileOf(object(file)));
  const request = unwrapPayload(body['requestPayload'], 'request');
  const given = text(body['requestPayload'])?.trim() ?? (isJsonObject(body['requestPayload']) ? '{}' : '');
  if (given === '' || (request === null && files.length === 0 && given !== '{}')) return null;
  const legacy = legacyOf(request);
  const tags = { ...flatMap(body['metadata']), ...legacy.tags, ...flatMap(body['tag']) };
  return {
    flags,
    method: word(body['method'])?.toUpperCase() ?? legacy.method ?? 'POST',
    path: word(body['path']) ?? legacy.path ?? '/',
    requestHeaders: headersOf(body['requestHeaders'], legacy.headers),
    responseHeaders: headersOf(body['responseHeaders'], undefined),
    request,
    response: unwrapPayload(body['responsePayload'], 'response') ?? legacy.response,
    files,
    status: statusOf(body['statusCode'] ?? body['status']),
    ip: word(body['ip']),
    deviceId: deviceOf(body['akto_vxlan_id']),
    time: timeOf(body['time']),
    tags,
    contextSource: word(body['contextSource']),
    policyNames: policyNamesOf(body),
  };
}

/** Query parameters and body say the same; either will do. */
function flagsOf(body: JsonObject, query: URLSearchParams): ProxyFlags {
  const is = (name: string): boolean =>
    [...query.getAll(name), body[name]].some((value) => word(value)?.toLowerCase() === 'true');
  return {
    guardrails: is('guardrails'),
    responseGuardrails: is('response_guardrails'),
    fileGuardrails: is('file_guardrails'),
    ingest: is('ingest_data'),
    clientHook: is('client_hook'),
    connector: word(query.get('akto_connector') ?? body['akto_connector']),
  };
}

function headersOf(value: JsonValue | undefined, fallback: JsonValue | undefined): HeaderList {
  const own = Object.entries(flatMap(value));
  return own.length > 0 ? own : Object.entries(flatMap(fallback));
}

function fileOf(file: JsonObject): ProxyFile[] {
  const content = text(file['content']);
  const url = text(file['url']);
  if (content === null && url === null) return [];
  // A link may stand in `content` too.
  const linked = url ?? (content !== null && /^https?:\/\//i.test(content) ? content : null);
  const name = word(file['filename']) ?? word(file['name']) ?? '';
  return [{ name, type: word(file['type']) ?? 'file', content: linked === null ? content : null, url: linked }];
}

/** `statusCode` is an integer as a string. */
function statusOf(value: JsonValue | undefined): number {
  const status = Number.parseInt(word(value) ?? '', 10);
  return status >= 100 && status <= 599 ? status : 200;
}

/** Milliseconds on /api/http-proxy, seconds in batches that were meant for Akto's inventory. */
function timeOf(value: JsonValue | undefined): number | null {
  const time = Number(word(value));
  if (!Number.isFinite(time) || time <= 0) return null;
  return time < 100_000_000_000 ? time * 1_000 : time;
}

/** `akto_metadata.policy_name`, or the directive `policy:<contextSource>:<name>,…` in akto_vxlan_id. */
function policyNamesOf(body: JsonObject): string[] {
  const named = text(objectOrNested(body['akto_metadata'])['policy_name']);
  const directive = /^policy:[^:]*:(.*)$/s.exec(text(body['akto_vxlan_id']) ?? '')?.[1];
  return (named ?? directive ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** `0` is Akto's word for none; a directive is no device. */
function deviceOf(value: JsonValue | undefined): string | null {
  const given = word(value);
  return given === null || given === '0' || given.startsWith('policy:') ? null : given;
}

interface Legacy {
  readonly method: string | null;
  readonly path: string | null;
  readonly headers: JsonValue | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly response: Payload | null;
}

/** What the nested payload of the oldest hook says besides the body. */
function legacyOf(request: Payload | null): Legacy {
  if (request?.shape !== 'legacy') return { method: null, path: null, headers: undefined, tags: {}, response: null };
  const outer = object(request.outer);
  const inner = object(outer['request']);
  const metadata = object(inner['metadata']);
  const url = text(outer['url']);
  const path = word(outer['path']) ?? (url !== null && URL.canParse(url) ? new URL(url).pathname : null);
  return {
    method: word(inner['method'])?.toUpperCase() ?? null,
    path,
    headers: inner['headers'],
    // litellm_auth: {key_alias, team_id, …}; call_type and model stand beside it.
    tags: { ...flatMap(metadata['litellm_auth']), ...flatMap(metadata) },
    response: isJsonObject(outer['response']) ? unwrapPayload(outer, 'response') : null,
  };
}
