import type { IncomingHttpHeaders } from 'node:http';

import { sameToken } from '../access.ts';
import type { GuardrailEndpoint } from './paths.ts';

/**
 * Whether a caller may ask (interfaces.md, SLUICE_TOKEN): hooks send it as Authorization, raw or `Bearer`, LiteLLM's
 * generic API as x-api-key. Without a configured token everybody on this machine may. /api/validate/file has none in
 * Akto's contract: its clients cannot send one, and our port is not reachable from elsewhere.
 */
export function mayAsk(endpoint: GuardrailEndpoint, headers: IncomingHttpHeaders, token: string | undefined): boolean {
  if (token === undefined || endpoint === 'validate-file') return true;
  const given = endpoint === 'generic-guardrail' ? headers['x-api-key'] : headers.authorization;
  if (typeof given !== 'string') return false;
  return sameToken(given.trim(), token) || sameToken(given.replace(/^bearer\s+/i, '').trim(), token);
}
