import { type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import { type StringEdit, editStrings, writeExactly } from '../../dialects/index.ts';
import { nested } from './fields.ts';

/**
 * How a client wrapped a body into `requestPayload` or `responsePayload` (contract-akto.md section 1.1):
 * `enveloped` `{"body":{…}}` · `stringified` `{"body":"<JSON>"}` · `prompt` `{"body":"text"}` ·
 * `tool-call` `{"body":args,"toolName":n}` · `legacy` `{url,path,request:{…},response:{…}}` · `raw` the body itself
 * (JSON-RPC included) · `text` no JSON at all.
 */
export type PayloadShape = 'enveloped' | 'stringified' | 'prompt' | 'tool-call' | 'legacy' | 'raw' | 'text';

export interface Payload {
  readonly shape: PayloadShape;
  /** The body inside; undefined when it is text. */
  readonly json: JsonValue | undefined;
  /** The body as text: what is stored and shown. */
  readonly text: string;
  /** The whole payload, parsed; undefined when it is not JSON. */
  readonly outer: JsonValue | undefined;
  /** Name of the tool of a `tool-call`. */
  readonly toolName: string | null;
  /**
   * The whole payload with the edits applied (pointers lead into `json`; '' into the text), in the shape and encoding
   * it came in: same keys, only texts changed. null when an edit does not fit.
   */
  readonly rewrite: (edits: readonly StringEdit[]) => string | null;
}

/** Where the body of a legacy payload stands; on the request side its whole self is `outer`. */
export type PayloadSide = 'request' | 'response';

/** Unwraps a payload. An object instead of a string is taken as if it had been stringified. null: there is none. */
export function unwrapPayload(value: JsonValue | undefined, side: PayloadSide): Payload | null {
  if (value === undefined || value === null) return null;
  const payload = typeof value === 'string' ? value : writeExactly(value);
  if (payload.trim() === '') return null;
  const outer = nested(payload);
  if (outer === undefined) return plainText(payload);
  if (isJsonObject(outer)) {
    const own = outer[side];
    if (isJsonObject(outer['request']) && isJsonObject(own))
      return inside(payload, outer, `/${side}/body`, own['body'], 'legacy');
    if ('body' in outer) {
      const toolName = typeof outer['toolName'] === 'string' ? outer['toolName'] : null;
      return {
        ...inside(payload, outer, '/body', outer['body'], toolName === null ? 'enveloped' : 'tool-call'),
        toolName,
      };
    }
    if (Object.keys(outer).length === 0) return null;
  }
  return {
    shape: 'raw',
    json: outer,
    text: payload,
    outer,
    toolName: null,
    rewrite: (edits) => editStrings(payload, edits),
  };
}

function plainText(payload: string): Payload {
  return {
    shape: 'text',
    json: undefined,
    text: payload,
    outer: undefined,
    toolName: null,
    rewrite: (edits) => editText(payload, edits),
  };
}

/** A body that stands at `pointer` of the payload: JSON, JSON in a string, or a text. */
function inside(
  payload: string,
  outer: JsonValue,
  pointer: string,
  body: JsonValue | undefined,
  shape: PayloadShape,
): Payload {
  const common = { outer, toolName: null };
  if (typeof body !== 'string') {
    const json = body ?? null;
    const rewrite = (edits: readonly StringEdit[]): string | null =>
      editStrings(
        payload,
        edits.map((edit) => ({ ...edit, pointer: pointer + edit.pointer })),
      );
    return { ...common, shape, json, text: writeExactly(json), rewrite };
  }
  const json = nested(body);
  const isJson = typeof json === 'object' && json !== null;
  return {
    ...common,
    shape: shape !== 'enveloped' ? shape : isJson ? 'stringified' : 'prompt',
    json: isJson ? json : undefined,
    text: body,
    rewrite: (edits) => {
      const rewritten = isJson ? editStrings(body, edits) : editText(body, edits);
      if (rewritten === null) return null;
      return editStrings(payload, [{ pointer, start: 0, end: body.length, replacement: rewritten }]);
    },
  };
}

/** Edits of a text that is not JSON: every pointer is ''. */
function editText(body: string, edits: readonly StringEdit[]): string | null {
  let rewritten = '';
  let at = 0;
  for (const { pointer, start, end, replacement } of edits.toSorted((a, b) => a.start - b.start)) {
    if (pointer !== '' || start < at || end < start || end > body.length) return null;
    rewritten += body.slice(at, start) + replacement;
    at = end;
  }
  return rewritten + body.slice(at);
}
