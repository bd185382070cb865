import type { DialectId } from '../../../shared/domain/index.ts';

/**
 * Which API a path belongs to, whatever stands before it (`/v1`, a proxy's prefix, `/openai/deployments/x`). Order
 * matters: the first that fits. Sources: the vendors' API references (openai.com/api, docs.anthropic.com/en/api,
 * ai.google.dev/api, learn.microsoft.com/azure/ai-services/openai/reference, docs.aws.amazon.com/bedrock,
 * github.com/ollama/ollama/blob/main/docs/api.md).
 */
const PATHS: readonly (readonly [RegExp, DialectId])[] = [
  [/\/chat\/completions(\/[^/]+)?$/, 'openai-chat'],
  [/\/(threads|completions)\/[^/]+\/messages$/, 'json'],
  [/\/completions$/, 'openai-completions'],
  [/(^|\/)responses(\/[^/]+(\/(cancel|input_items))?)?$/, 'openai-responses'],
  [/\/api\/(chat|generate|embed|embeddings)$/, 'ollama'],
  [/\/embeddings$/, 'openai-embeddings'],
  [/\/moderations$/, 'openai-moderations'],
  [/:(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)$/, 'gemini'],
  [/\/publishers\/anthropic\/models\/[^/]+:(rawPredict|streamRawPredict)$/, 'anthropic-messages'],
  [/(^|\/)messages(\/count_tokens|\/batches)?$/, 'anthropic-messages'],
  [/\/model\/[^/]+\/(invoke|invoke-with-response-stream|converse|converse-stream)$/, 'bedrock'],
  [/(^|\/)realtime$/, 'realtime'],
  [/(^|\/)mcp(\/[^/]+)?$/, 'mcp'],
];

/** Path without query, fragment and trailing slash. */
export function barePath(path: string): string {
  const bare = path.split(/[?#]/, 1)[0] ?? '';
  return bare.length > 1 && bare.endsWith('/') ? bare.slice(0, -1) : bare;
}

/** The dialect a path belongs to, or null when it could be anybody's. `json` when it is known to be none of ours. */
export function dialectOfPath(path: string): DialectId | null {
  const known = KNOWN.get(path);
  if (known !== undefined) return known;
  const id = lookUp(barePath(path));
  if (path.length > MAX_KNOWN_CHARS || path.includes('?')) return id;
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(path, id);
  return id;
}

/**
 * Agents ask for a few paths again and again, and every dialect looks at each request's. Without those that have a
 * query: it may hold a key.
 */
const KNOWN = new Map<string, DialectId | null>();
const MAX_KNOWN = 1_000;
const MAX_KNOWN_CHARS = 200;

function lookUp(bare: string): DialectId | null {
  for (const [pattern, id] of PATHS) if (pattern.test(bare)) return id;
  return null;
}
