import { type JsonValue, isJsonObject } from '../../../shared/json.ts';
import type { Usage } from './dialect.ts';
import { countAt, member } from './fields.ts';

export const NO_USAGE: Usage = { inputTokens: null, outputTokens: null };

/**
 * OpenAI's counts, old names (`prompt_tokens`) and new (`input_tokens`): input includes what came from the cache.
 * https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage
 */
export function openaiUsage(usage: JsonValue | undefined): Usage {
  if (!isJsonObject(usage)) return NO_USAGE;
  const details = member(usage, 'prompt_tokens_details') ?? member(usage, 'input_tokens_details');
  const cacheRead = countAt(details, 'cached_tokens');
  return {
    inputTokens: countAt(usage, 'prompt_tokens') ?? countAt(usage, 'input_tokens'),
    outputTokens: countAt(usage, 'completion_tokens') ?? countAt(usage, 'output_tokens'),
    ...(cacheRead === null ? {} : { cacheReadTokens: cacheRead }),
  };
}
