import type { AskingClient } from './message.ts';
import type { ProxyCall } from './http-proxy-call.ts';
import { callIdOf } from './hook-record.ts';

/** Hooks of coding agents: they can stop a prompt or a tool, not rewrite it (akto-model.md section 3). */
const CLI_CONNECTORS: ReadonlySet<string> = new Set([
  'claude_code_cli',
  'cursor',
  'codex_cli',
  'gemini_cli',
  'copilot_cli',
  'vscode',
  'kiro_cli',
  'amp',
  'opencode',
  'hermes',
  'neovim',
]);

/** Those of them that show a warning and let a person go on. */
const KNOW_WARN: ReadonlySet<string> = new Set([
  'claude_code_cli',
  'cursor',
  'codex_cli',
  'gemini_cli',
  'copilot_cli',
  'vscode',
  'amp',
]);

/**
 * Who asks. Akto's own LiteLLM hook puts `ModifiedPayload.body` in the place of the whole request: its parameters would
 * get lost and /v1/messages would fail, so it is told to block instead. It is the one that names no call in its
 * questions; the built-in guardrail and our hook do, and change texts only.
 */
export function askingClient(call: ProxyCall): AskingClient {
  const { connector } = call.flags;
  if (connector !== null && CLI_CONNECTORS.has(connector)) {
    return { connector, canMask: false, knowsWarn: KNOW_WARN.has(connector), attended: true };
  }
  const canMask = connector !== 'litellm' || callIdOf(call) !== null;
  return { connector, canMask, knowsWarn: false, attended: false };
}
