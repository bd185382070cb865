import { useConnectPlace } from '../../stores/connect-place.ts';
import { useStatus } from '../../stores/status.ts';
import type { Place } from './clients/index.ts';

/** Where agents send to, and LiteLLM is, when the engine has not said yet. */
const DEFAULT_BASE = 'http://127.0.0.1:4141';
const DEFAULT_UPSTREAM = 'http://localhost:4000';
/** No token is demanded, but LiteLLM's guardrail wants one that is not empty. */
const ANY_TOKEN = 'no-token-set';
/** The window is never told the token itself. */
const TOKEN_TO_FILL_IN = 'your-SLUICE_TOKEN';

/** What the snippets are filled in with. */
export function usePlace(): Place {
  const base = useStatus((state) => state.status?.addresses[0] ?? DEFAULT_BASE);
  const upstream = useStatus((state) => state.status?.upstream.url ?? DEFAULT_UPSTREAM);
  const mode = useStatus((state) => state.status?.mode ?? 'block');
  const demanded = useStatus((state) => state.status?.tokenDemanded === true);
  const container = useConnectPlace((state) => state.container);
  const madeToken = useConnectPlace((state) => state.madeToken);
  const token = demanded ? TOKEN_TO_FILL_IN : container ? madeToken : ANY_TOKEN;
  return { base, upstream: upstream.replace(/\/$/, ''), mode, token, container };
}
