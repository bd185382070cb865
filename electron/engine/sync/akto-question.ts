/** A request as Akto's hook of LiteLLM asks about it at /api/http-proxy (contract-akto.md 1.1). Pure. */
import type { AgentSource, DialectId, HeaderList, Ingress } from '../../../shared/domain/index.ts';
import { tagsOf } from './tags.ts';

export interface AktoQuestion {
  readonly exchangeId: string;
  /** Unix ms. */
  readonly startedAt: number;
  readonly ingress: Ingress;
  readonly agent: string;
  readonly agentSource: AgentSource;
  readonly session: string | null;
  readonly dialect: DialectId;
  readonly model: string | null;
  readonly method: string;
  /** As sent; its query stays here. */
  readonly path: string;
  readonly headers: HeaderList;
  /** As it would be forwarded, with every secret replaced. */
  readonly body: string;
  readonly isJson: boolean;
  /** What the user said last, with every secret replaced; for a body that is too large. */
  readonly newestText: string;
}

export type AktoAsking =
  | { readonly kind: 'record'; readonly text: string; readonly newestOnly: boolean }
  /** For a person. */
  | { readonly kind: 'unfit'; readonly reason: string };

/** Akto's limit of a string at /api/http-proxy; its limit of a body is 2 MB, which one payload cannot reach then. */
const MAX_STRING_BYTES = 256_000;

/** Of the client's headers only these: none of them carries a credential, and all help to tell sessions apart. */
const HEADERS: ReadonlySet<string> = new Set([
  'content-type',
  'user-agent',
  'x-session-id',
  'x-conversation-id',
  'x-akto-installer-akto_session_id',
  'x-claude-code-session-id',
  'x-litellm-session-id',
]);

export function askingRecord(question: AktoQuestion, isLiteLLM: boolean): AktoAsking {
  const { body, isJson, model, newestText } = question;
  const whole = `{"body":${isJson ? body : JSON.stringify(body)}}`;
  if (Buffer.byteLength(whole) <= MAX_STRING_BYTES) return recordOf(question, whole, isLiteLLM, false);
  const newest = JSON.stringify({ body: { model, messages: [{ role: 'user', content: newestText }] } });
  if (newestText !== '' && Buffer.byteLength(newest) <= MAX_STRING_BYTES) {
    return recordOf(question, newest, isLiteLLM, true);
  }
  const size = (Buffer.byteLength(whole) / 1_000).toFixed(0);
  return { kind: 'unfit', reason: `it is ${size} kB, Akto judges at most 256 kB` };
}

function recordOf(question: AktoQuestion, payload: string, isLiteLLM: boolean, newestOnly: boolean): AktoAsking {
  const { agent, exchangeId, headers, method, path } = question;
  const tag = JSON.stringify(tagsOf(question, { request: headers, response: [] }, isLiteLLM));
  const kept = headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => HEADERS.has(name));
  const record = {
    path: path.split('?', 1)[0],
    method,
    requestHeaders: JSON.stringify({ ...Object.fromEntries(kept), host: agent, 'x-sluice-exchange': exchangeId }),
    responseHeaders: '{}',
    requestPayload: payload,
    responsePayload: null,
    ip: '127.0.0.1',
    destIp: '127.0.0.1',
    // Milliseconds here, seconds towards /api/ingestData.
    time: String(question.startedAt),
    statusCode: '200',
    status: '200',
    type: null,
    akto_account_id: '1000000',
    akto_vxlan_id: '0',
    is_pending: 'false',
    source: 'MIRRORING',
    direction: null,
    process_id: null,
    socket_id: null,
    daemonset_id: null,
    enabled_graph: null,
    tag,
    metadata: tag,
    contextSource: 'AGENTIC',
  };
  return { kind: 'record', text: JSON.stringify(record), newestOnly };
}
