/** Endpoints of Akto's service and of LiteLLM's generic guardrail that our one port answers itself. */
export type GuardrailEndpoint =
  | 'http-proxy'
  | 'ingest-data'
  | 'auth-check'
  | 'validate-request'
  | 'validate-response'
  | 'validate-file'
  | 'heartbeat'
  | 'generic-guardrail';

/** contract-akto.md sections 1.1, 1.2 and 4; from `/api/` on, without a trailing slash. */
const AKTO: ReadonlyMap<string, GuardrailEndpoint> = new Map([
  ['/api/http-proxy', 'http-proxy'],
  ['/api/ingestData', 'ingest-data'],
  ['/api/auth-check', 'auth-check'],
  ['/api/validate/request', 'validate-request'],
  ['/api/validate/response', 'validate-response'],
  ['/api/validate/file', 'validate-file'],
  ['/api/updateModuleInfoForHeartbeat', 'heartbeat'],
  ['/api/updateModuleInfoForHeartbeatV2', 'heartbeat'],
]);

const GENERIC = '/beta/litellm_basic_guardrail_api';

/** As long as a URL of ours can reasonably get; anything beyond is nobody's hook. */
const MAX_PATH_CHARS = 1_000;

/**
 * Which of our endpoints a request target names; null: the upstream's. Clients put any prefix before `/api/` and do
 * not always strip the slash at the end of their base URL: `//api/http-proxy`, `/akto//api/http-proxy`.
 *
 * `target`: path and query as sent.
 */
export function guardrailEndpoint(target: string): GuardrailEndpoint | null {
  // Every request of the gateway comes by here; hardly any goes on.
  if (!target.includes('/api/') && !target.includes('guardrail')) return null;
  const [path = ''] = target.split('?', 1);
  if (path.length > MAX_PATH_CHARS || !path.startsWith('/')) return null;
  const single = path.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
  if (single.endsWith(GENERIC)) return 'generic-guardrail';
  const at = single.lastIndexOf('/api/');
  if (at < 0) return null;
  const exact = AKTO.get(single.slice(at));
  // `/api/validate/…` may itself stand behind another `/api/`: only the last one counts.
  return exact ?? null;
}
