/** Akto's /api/http-proxy, as strict as it is: what it asks of a question before it gives a verdict. */
import { type JsonObject, isJsonObject } from '../../../../shared/json.ts';

/** Akto's limits there. */
const MAX_BODY = 2_000_000;
const MAX_STRING = 256_000;

export interface Question {
  readonly authorization: string | undefined;
  readonly record: JsonObject;
  /** What stands in its payload. */
  readonly body: unknown;
}

/** `guardrailsResult` but for the fields that every one has. */
export type Saying = Partial<{
  /** null: as no service should answer. */
  Allowed: boolean | null;
  Modified: boolean;
  ModifiedPayload: string;
  Reason: string;
  Behaviour: string;
  Metadata: JsonObject;
}>;

const ALLOWING = { Allowed: true, Modified: false, ModifiedPayload: '', Reason: '', Behaviour: '', Metadata: {} };

export function verdictAnswer(saying: Saying): JsonObject {
  const message = 'Request processed successfully';
  return { success: true, message, data: { success: true, message, guardrailsResult: { ...ALLOWING, ...saying } } };
}

const STRINGS = ['path', 'method', 'requestHeaders', 'responseHeaders', 'requestPayload', 'ip', 'time', 'statusCode'];

/** The string of that name; '' when it is none. */
export function textOf(record: JsonObject | undefined, name: string): string {
  const value = record?.[name];
  return typeof value === 'string' ? value : '';
}

/** The question, or why it is none. */
export function questionOf(
  query: URLSearchParams,
  authorization: string | undefined,
  bytes: Buffer,
): Question | string {
  if (query.get('akto_connector') !== 'litellm' || query.get('guardrails') !== 'true') return 'which guardrails?';
  if (query.has('ingest_data')) return 'a question is no record';
  if (bytes.length > MAX_BODY) return 'the body is too large';
  const record: unknown = JSON.parse(bytes.toString('utf8'));
  if (!isJsonObject(record)) return 'no object';
  for (const name of STRINGS) {
    const value = record[name];
    if (typeof value !== 'string' || value === '') return `${name} is missing`;
    if (Buffer.byteLength(value) > MAX_STRING) return `${name} is too long`;
  }
  // Milliseconds, where a record for the inventory has seconds.
  const text = (name: string): string => textOf(record, name);
  if (!/^\d{13}$/.test(text('time'))) return 'time is not in milliseconds';
  for (const name of ['requestHeaders', 'responseHeaders', 'tag', 'metadata']) {
    if (!isJsonObject(JSON.parse(text(name)))) return `${name} is no JSON object`;
  }
  if (record['contextSource'] !== 'AGENTIC') return 'contextSource is missing';
  const headers = JSON.parse(text('requestHeaders')) as JsonObject;
  if (typeof headers['host'] !== 'string' || headers['host'] === '') return 'host is missing';
  const payload: unknown = JSON.parse(text('requestPayload'));
  if (!isJsonObject(payload) || payload['body'] === undefined) return 'the payload has no body';
  return { authorization, record, body: payload['body'] };
}
