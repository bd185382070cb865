/** OpenAI embeddings: https://platform.openai.com/docs/api-reference/embeddings */
import type { JsonValue } from '../../../shared/json.ts';
import { arrayAt, member } from './fields.ts';
import { inputDialect, modelSays } from './openai-inputs.ts';

/** `2 vectors of 1,536 numbers`; null where there are none. Base64 holds 32-bit floats. */
function sayVectors(body: JsonValue): string | null {
  const data = arrayAt(body, 'data');
  const first = member(data[0], 'embedding');
  if (data.length === 0 || first === undefined) return null;
  const numbers = Array.isArray(first)
    ? first.length
    : typeof first === 'string'
      ? Buffer.byteLength(first, 'base64') / 4
      : Number.NaN;
  const size = Number.isInteger(numbers)
    ? ` of ${numbers.toLocaleString('en-US')} ${numbers === 1 ? 'number' : 'numbers'}`
    : '';
  return `${data.length === 1 ? '1 vector' : `${data.length} vectors`}${size}`;
}

export const openaiEmbeddings = inputDialect('openai-embeddings', (body) => modelSays(body, /embed/i), {
  pointer: '/data',
  say: sayVectors,
});
