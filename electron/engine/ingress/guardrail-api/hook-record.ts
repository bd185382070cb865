import { type HeaderList, type Message, type Part, saysWords } from '../../../../shared/domain/index.ts';
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
  const host = headerOf(call.requestHeaders, 'host');
  const parsed = reading.request?.parsed;
  return {
    at,
    callId: callIdOf(call),
    // Of two agents that say the same at once, only the host tells: LiteLLM's hook names it differently in each message.
    callType: isLiteLLM(call) ? (call.tags['call_type'] ?? '') : `${call.flags.connector}\n${call.path}\n${host}`,
    text: textOf(parsed?.parts ?? [], parsed?.messages),
    headers: call.requestHeaders,
    identity: {
      host,
      keyAlias: word(call.tags['key_alias']),
      teamId: word(call.tags['team_id']),
      teamAlias: word(call.tags['team_alias']),
    },
  };
}

/** Longer texts tell calls apart by both ends and their length: what is compared must not cost seconds. */
const MAX_COMPARED_CHARS = 64 * 1024;

/**
 * The newest text of the user, or, where no user speaks (tools, files), all that is said. A tool without arguments is
 * something said too: only what has neither text nor tool call has nothing to be judged.
 */
export function textOf(parts: readonly Part[], messages: readonly Message[] = []): string {
  const calls = messages.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'tool-call' ? block.name : [])),
  );
  const text = newestUserText(parts) || [...calls, ...parts.filter(saysWords).map((part) => part.text)].join(' ');
  if (text.length <= MAX_COMPARED_CHARS) return text;
  const half = MAX_COMPARED_CHARS / 2;
  return `${text.slice(0, half)} ${text.length} ${text.slice(-half)}`;
}

function isLiteLLM({ flags }: ProxyCall): boolean {
  return flags.connector === 'litellm';
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
