import type { StoredMessage } from '../../../../shared/domain/index.ts';
import { isJsonObject } from '../../../../shared/json.ts';

/** Where APIs put what went wrong: OpenAI, Anthropic, Gemini; Ollama; AWS and Azure; FastAPI. */
const PLACES = ['/error/message', '/error', '/message', '/detail'] as const;

/** What an answer that is an error says, and where it says it; null when it does not in any way we know. */
export function errorOf({ body, bodyKind }: StoredMessage): { readonly text: string; readonly pointer: string } | null {
  if (body === null || bodyKind !== 'json') return null;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  // A list of one, as Gemini answers where a stream was asked for.
  const [root, base] = Array.isArray(value) ? [value[0] as unknown, '/0'] : [value, ''];
  for (const place of PLACES) {
    let at = root;
    for (const step of place.slice(1).split('/')) at = isJsonObject(at) ? at[step] : undefined;
    if (typeof at === 'string' && at !== '') return { text: at, pointer: base + place };
  }
  return null;
}
