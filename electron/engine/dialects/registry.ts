import type { DialectId } from '../../../shared/domain/index.ts';
import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import type { Dialect, RequestTarget } from './dialect.ts';
import { anyJson, anyText, noBody } from './generic.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { bedrock } from './bedrock.ts';
import { gemini } from './gemini.ts';
import { mcp } from './mcp.ts';
import { ollama } from './ollama.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiCompletions } from './openai-completions.ts';
import { openaiEmbeddings } from './openai-embeddings.ts';
import { openaiModerations } from './openai-moderations.ts';
import { dialectOfPath } from './paths.ts';
import { realtime } from './realtime.ts';
import { openaiResponses } from './openai-responses.ts';

/** In the order in which they are asked. */
const DIALECTS: readonly Dialect[] = [
  mcp,
  openaiEmbeddings,
  openaiModerations,
  openaiResponses,
  anthropicMessages,
  openaiChat,
  gemini,
  ollama,
  bedrock,
  realtime,
  openaiCompletions,
];

const BY_ID = new Map<DialectId, Dialect>(
  [...DIALECTS, anyJson, anyText, noBody].map((dialect) => [dialect.id, dialect]),
);

const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

/**
 * The dialect of a request, always one: by path, else by the body's shape, else `json`, `text` or `none`.
 * `body` is undefined when it is not JSON. `hint`: what a body is on a path that says nothing.
 */
export function selectDialect(
  target: RequestTarget,
  body: JsonValue | undefined,
  hint: DialectId | null = null,
): Dialect {
  if (hint !== null && isJsonObject(body) && dialectOfPath(target.path) === null) return dialectById(hint);
  const found = DIALECTS.find((dialect) => dialect.matches(target, body));
  if (found) return found;
  if (body !== undefined) return anyJson;
  return target.contentType === null && BODILESS.has(target.method.toUpperCase()) ? noBody : anyText;
}

/** The dialect of a stored record; `json` for one this version does not know. */
export function dialectById(id: DialectId): Dialect {
  return BY_ID.get(id) ?? anyJson;
}
