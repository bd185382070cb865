/** OpenAI moderations: https://platform.openai.com/docs/api-reference/moderations */
import type { JsonValue } from '../../../shared/json.ts';
import { arrayAt, member, objectAt } from './fields.ts';
import { inputDialect, modelSays } from './openai-inputs.ts';

/** What was flagged of each input, in words. */
function sayFlags(body: JsonValue): string | null {
  const results = arrayAt(body, 'results').map((result) => {
    const categories = Object.entries(objectAt(result, 'categories') ?? {});
    const names = categories.filter(([, flagged]) => flagged === true).map(([name]) => name);
    if (member(result, 'flagged') !== true) return 'Not flagged';
    return names.length === 0 ? 'Flagged' : `Flagged: ${names.join(', ')}`;
  });
  return results.length === 0 ? null : results.join('\n');
}

export const openaiModerations = inputDialect('openai-moderations', (body) => modelSays(body, /moderation/i), {
  pointer: '/results',
  say: sayFlags,
});
