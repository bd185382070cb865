import type { DialectId, ExchangeRow, HeaderList } from '../../../shared/domain/index.ts';

/** LiteLLM's names of its calls, by wire format: what its hooks report as `call_type`. */
const CALL_TYPES: Partial<Readonly<Record<DialectId, string>>> = {
  'openai-chat': 'acompletion',
  'openai-responses': 'aresponses',
  'openai-completions': 'atext_completion',
  'openai-embeddings': 'aembedding',
  'openai-moderations': 'amoderation',
  'anthropic-messages': 'anthropic_messages',
  gemini: 'agenerate_content',
  mcp: 'call_mcp_tool',
};

export type Tags = Readonly<Record<string, string>>;

/** What stands at the collection in Akto: a flat map of strings. */
export function tagsOf(
  row: Pick<ExchangeRow, 'agent' | 'agentSource' | 'dialect' | 'ingress' | 'model' | 'session'>,
  headers: { request: HeaderList; response: HeaderList },
  isLiteLLM: boolean,
): Tags {
  const callType = CALL_TYPES[row.dialect];
  const callId = find(headers.response, 'x-litellm-call-id') ?? find(headers.request, 'x-litellm-call-id');
  const litellm = callId !== null || (isLiteLLM && row.ingress === 'gateway');
  return {
    ...(row.dialect === 'mcp' ? { 'mcp-server': 'MCP Server' } : { 'gen-ai': 'Gen AI' }),
    ...(litellm ? { litellm: 'LiteLLM' } : {}),
    ...(row.model === null ? {} : { model: row.model }),
    ...(callType === undefined ? {} : { call_type: callType }),
    ...(row.agentSource === 'key-alias' ? { key_alias: row.agent } : {}),
    ...(row.agentSource === 'team-alias' ? { team_alias: row.agent } : {}),
    ...(row.session === null ? {} : { session_id: row.session }),
    ...(callId === null ? {} : { litellm_call_id: callId }),
  };
}

function find(headers: HeaderList, name: string): string | null {
  return headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? null;
}
