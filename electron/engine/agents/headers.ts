import type { HeaderList } from '../../../shared/domain/index.ts';

/** First non-empty value of a header, trimmed; names compare without case. null: absent or blank. */
export function headerValue(headers: HeaderList, name: string): string | null {
  for (const [key, value] of headers) {
    if (key.length === name.length && key.toLowerCase() === name) {
      const trimmed = value.trim();
      if (trimmed !== '') return trimmed;
    }
  }
  return null;
}
