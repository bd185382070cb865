import type { Block, Message } from '../../../../shared/domain/index.ts';

export type ToolCall = Extract<Block, { kind: 'tool-call' }>;
export type ToolResult = Extract<Block, { kind: 'tool-result' }>;
export type Media = Extract<Block, { kind: 'media' }>;

type Result = ToolResult | Media;

export interface Pairs {
  readonly resultsOf: ReadonlyMap<ToolCall, readonly Result[]>;
  /** Blocks that are drawn with a call. */
  readonly taken: ReadonlySet<Block>;
}

/**
 * Which results answer which call, messages in the order of the conversation. A result belongs to the last call before
 * it that has its id: there are servers that number their calls anew in each answer. Where calls have no ids (Gemini,
 * Ollama, MCP), results come in the order of the calls.
 */
export function pairTools(messages: readonly Message[]): Pairs {
  const resultsOf = new Map<ToolCall, Result[]>();
  const taken = new Set<Block>();
  const give = (call: ToolCall | undefined, result: Result): boolean => {
    if (call === undefined) return false;
    const results = resultsOf.get(call);
    if (results === undefined) resultsOf.set(call, [result]);
    else results.push(result);
    taken.add(result);
    return true;
  };
  const byId = new Map<string, ToolCall>();
  const waiting: ToolCall[] = [];
  const early: { readonly id: string; readonly result: Result }[] = [];
  for (const { role, blocks } of messages) {
    /** A tool's message answers one call, however many texts and pictures are in it. */
    let answering: ToolCall | undefined;
    for (const block of blocks) {
      if (block.kind === 'tool-call') {
        if (block.id === null) waiting.push(block);
        else byId.set(block.id, block);
        continue;
      }
      const result = asResult(block, role === 'tool');
      if (result === null) continue;
      const id = result.kind === 'media' ? (result.callId ?? null) : result.id;
      if (id !== null) {
        if (!give(byId.get(id), result)) early.push({ id, result });
        continue;
      }
      const call: ToolCall | undefined = role === 'tool' ? (answering ??= waiting.shift()) : waiting.shift();
      give(call, result);
    }
  }
  // In a realtime session both sides talk at once, and their lists do not say what came first.
  for (const { id, result } of early) {
    const call = byId.get(id);
    if (call !== undefined && !resultsOf.has(call)) give(call, result);
  }
  return { resultsOf, taken };
}

/** Media belong to a call where a tool's message brought them, or where they say so. */
function asResult(block: Block, fromTool: boolean): Result | null {
  if (block.kind === 'tool-result') return block;
  return block.kind === 'media' && (fromTool || block.callId !== undefined) ? block : null;
}
