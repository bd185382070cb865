import type { HeaderList } from '../../../shared/domain/index.ts';
import { headerValue } from './headers.ts';

/** Where LiteLLM looks for the caller's key, in its order: its own header first, for clients that need Authorization for the provider. */
const KEY_HEADERS = ['x-litellm-api-key', 'authorization', 'api-key', 'x-api-key'] as const;

/**
 * The key a request carries for LiteLLM, without its `Bearer `; null when there is none. A secret: use it to ask the
 * upstream it was sent to, never store or log it.
 */
export function credentialOf(headers: HeaderList): string | null {
  for (const name of KEY_HEADERS) {
    const value = headerValue(headers, name);
    if (value === null) continue;
    const bearer = /^bearer\s+(\S+)$/i.exec(value);
    if (bearer?.[1] !== undefined) return bearer[1];
    // Another scheme in Authorization (Basic, AWS4-HMAC-SHA256) is no LiteLLM key; look further.
    if (/\s/.test(value)) continue;
    if (/^bearer$/i.test(value)) continue;
    return value;
  }
  return null;
}
