import type { DialectId } from '../../../../shared/domain/index.ts';
import { stringAt } from '../fields.ts';
import type { JsonObject, JsonValue } from '../../../../shared/json.ts';

export interface Sample {
  readonly id: DialectId;
  readonly path: string;
  readonly request: JsonValue;
  readonly answer: JsonValue;
  /** Bytes of the streamed answer, where the dialect streams. */
  readonly stream?: Buffer;
}

/** SSE as OpenAI and Gemini write it: data alone. */
export const sseData = (events: readonly (JsonValue | string)[], end = '\n'): Buffer =>
  Buffer.from(
    events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}${end}${end}`).join(''),
  );

/** SSE as Anthropic and Responses write it: each event named after its type. */
export const sseNamed = (events: readonly JsonObject[]): Buffer =>
  Buffer.from(
    events.map((event) => `event: ${stringAt(event, 'type') ?? ''}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
  );

export const ndjson = (lines: readonly JsonValue[]): Buffer =>
  Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

/** The first bytes of a PNG, base64. */
export const PNG = 'iVBORw0KGgo=';
