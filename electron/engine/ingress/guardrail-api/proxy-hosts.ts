import { isIP } from 'node:net';

import type { GuardrailMessage } from './message.ts';

/**
 * Which hosts of a message name LiteLLM itself instead of an agent. A hook writes agents' names without colon
 * (sanitised), so what has a port is an address; LiteLLM's own guardrails always send its address (contract-akto.md
 * section 3).
 */
export function proxyHostsOf(message: GuardrailMessage, known: readonly string[]): readonly string[] {
  const { host } = message.record.identity;
  if (host === null) return known;
  return isGuardrail(message) || isAddress(host) ? [host, ...known] : known;
}

/** Sent by one of LiteLLM's own guardrails, not by a hook file: those say the call type. */
export function isGuardrail({ client, record }: GuardrailMessage): boolean {
  return client.connector === 'litellm' && (record.callType === '' || record.callType === 'generic');
}

function isAddress(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return name !== host || isIP(name.replaceAll(/^\[|\]$/g, '')) !== 0 || name === 'localhost';
}
