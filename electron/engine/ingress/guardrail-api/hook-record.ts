import type { HeaderList } from '../../../../shared/domain/index.ts';
import type { HookRecord } from '../pairing/index.ts';
import { word } from './fields.ts';
import type { ProxyCall } from './http-proxy-call.ts';
import { type Reading, newestUserText } from './reading.ts';

/** What a message of a LiteLLM hook is about. */
export type HookMessage =
  /** Asks for a verdict on a request. */
  | 'question'
  /** The hook denied the call and says so: status 403 and a body with x-blocked-by. */
  | 'own-block'
  /** The end of a call: an answer or an error. */
  | 'record'
  /** A call that is told whole, verdict asked for or not: nothing came before it. */
  | 'whole'
  | 'tool-call';

export function hookMessageOf(call: ProxyCall, reading: Reading): HookMessage {
  const { guardrails, ingest } = call.flags;
  if (!guardrails && isToolCall(call)) return 'tool-call';
  if (guardrails && !ingest) return 'question';
  if (guardrails && reading.response !== null) return 'whole';
  if (guardrails) return 'question';
  return isOwnBlock(call) ? 'own-block' : 'record';
}

function isToolCall(call: ProxyCall): boolean {
  return call.tags['call_type'] === 'tool_call' || call.request?.shape === 'tool-call';
}

/** contract-akto.md section 1.3: what a blocked call is reported as. */
export function isOwnBlock(call: ProxyCall): boolean {
  const body = call.response?.json;
  return typeof body === 'object' && body !== null && 'x-blocked-by' in body;
}

/** A message as the pairing needs it. `at`: when it arrived, Unix ms. */
export function toHookRecord(call: ProxyCall, reading: Reading, at: number): HookRecord {
  return {
    at,
    callId: callIdOf(call),
    callType: call.tags['call_type'] ?? '',
    text: newestUserText(reading.request?.parsed.parts ?? []),
    headers: call.requestHeaders,
    identity: {
      host: headerOf(call.requestHeaders, 'host'),
      keyAlias: word(call.tags['key_alias']),
      teamId: word(call.tags['team_id']),
      teamAlias: word(call.tags['team_alias']),
    },
  };
}

/** contract-akto.md "Pairing", rule 1. */
export function callIdOf(call: ProxyCall): string | null {
  return (
    headerOf(call.requestHeaders, 'x-akto-installer-akto_message_id') ??
    word(call.tags['litellm_call_id']) ??
    headerOf(call.requestHeaders, 'x-litellm-call-id')
  );
}

function headerOf(headers: HeaderList, wanted: string): string | null {
  const found = headers.find(([name]) => name.toLowerCase() === wanted);
  return word(found?.[1]);
}
