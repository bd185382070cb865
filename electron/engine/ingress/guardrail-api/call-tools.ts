import type { LiveCall } from './live-call.ts';
import type { GuardrailMessage } from './message.ts';

export function toolNamesOf({ request }: GuardrailMessage): readonly string[] {
  return request?.parsed.tools ?? [];
}

/** The answer names an MCP tool with its server, the tool's own record may not. */
export function mentions({ toolNames }: LiveCall, tool: GuardrailMessage): boolean {
  const own = toolNamesOf(tool);
  return own.every((name) => [...toolNames].some((known) => known === name || known.endsWith(`__${name}`)));
}
