/** The tool calls of an answer, as Akto's hooks report them: each a record of its own. */
import { type JsonValue } from '../../../shared/json.ts';
import { parseExactly, readConversation } from '../dialects/index.ts';
import type { StoredExchange } from '../store/index.ts';
import type { Tags } from './tags.ts';

export interface ToolCall {
  /** `/mcp`, or `/tool/<name>`. */
  readonly path: string;
  readonly payload: JsonValue;
  readonly tags: Tags;
}

/** Any dialect's word for a call; without one in the answer there is nothing to read. */
const HINT = /tool|function|mcp/i;
/** `mcp__<server>__<tool>`. */
const MCP_NAME = /^mcp__(.+?)__(.+)$/s;

export function toolCallsOf({ row, request, response }: StoredExchange): ToolCall[] {
  // Those that a hook of LiteLLM told apart are one exchange with their answer here: they stand in it.
  if (response.body === null || !HINT.test(response.body)) return [];
  const target = { method: row.method, path: row.path, contentType: null };
  const conversation = readConversation(row.dialect, target, request.body, response.body);
  return (conversation?.answer ?? [])
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'tool-call' ? [toolCall(block.name, parsed(block.arguments))] : []));
}

function toolCall(name: string, args: JsonValue): ToolCall {
  const [, server, tool] = MCP_NAME.exec(name) ?? [];
  if (server === undefined || tool === undefined) {
    return {
      path: `/tool/${encodeURIComponent(name)}`,
      payload: { body: args, toolName: name },
      tags: { call_type: 'tool_call', tool_name: name, 'ai-agent': 'sluice' },
    };
  }
  return {
    path: '/mcp',
    payload: { jsonrpc: '2.0', method: 'tools/call', params: { name: tool, arguments: args }, id: 1 },
    tags: {
      call_type: 'tool_call',
      tool_name: tool,
      'mcp-server': 'MCP Server',
      'mcp-client': 'sluice',
      mcp_server_name: server,
    },
  };
}

function parsed(text: string): JsonValue {
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}
