import type { Block, Conversation, Message, Side } from '../../../../shared/domain/index.ts';

export type ToolCall = Extract<Block, { kind: 'tool-call' }>;
export type ToolResult = Extract<Block, { kind: 'tool-result' }>;

/** A block as it is drawn: a call carries the result that answers it. */
export type ChatBlock =
  | Exclude<Block, ToolCall | ToolResult>
  | {
      readonly kind: 'tool';
      readonly call: ToolCall | null;
      readonly result: ToolResult | null;
      /** Where the result came: with the request, from the agent, or in the answer, from the server that ran the tool. */
      readonly resultSide: Side;
    };

export interface ChatMessage {
  readonly message: Message;
  readonly blocks: readonly ChatBlock[];
}

export interface Chat {
  /** What the model has seen before, most likely: folded at first. */
  readonly earlier: readonly ChatMessage[];
  readonly current: readonly ChatMessage[];
  readonly answer: readonly ChatMessage[];
  /** Number of the user's turn, from 1. */
  readonly turn: number;
}

/** A fold that hides next to nothing only costs a click. */
const WORTH_FOLDING_MESSAGES = 3;
const WORTH_FOLDING_CHARACTERS = 900;
/** In a long loop of tool calls the last user message is far up; what is new is only the last exchange of the loop. */
const LOOP_MESSAGES = 8;

/**
 * Agents send their whole history again each time. What is new starts at the user's last message, or, deep in a loop of
 * tool calls, at the assistant's last one (that was the previous answer).
 */
export function buildChat(conversation: Conversation): Chat {
  const results = new Map<string, ToolResult>();
  for (const message of [...conversation.request, ...conversation.answer]) {
    for (const block of message.blocks) {
      if (block.kind === 'tool-result' && block.id !== null) results.set(block.id, block);
    }
  }
  const inOrder = pairInOrder([...conversation.request, ...conversation.answer]);
  const used = new Set<ToolResult>(inOrder.values());
  const answered = new Set(conversation.answer.flatMap(({ blocks }) => blocks));
  const tool = (call: ToolCall | null, result: ToolResult | null): ChatBlock => ({
    kind: 'tool',
    call,
    result,
    resultSide: result !== null && answered.has(result) ? 'response' : 'request',
  });
  const draw = (message: Message): ChatMessage => ({
    message,
    blocks: message.blocks.flatMap((block): ChatBlock[] => {
      if (block.kind === 'tool-call') {
        const result = (block.id === null ? inOrder.get(block) : results.get(block.id)) ?? null;
        if (result !== null) used.add(result);
        return [tool(block, result)];
      }
      if (block.kind === 'tool-result') return used.has(block) ? [] : [tool(null, block)];
      return [block];
    }),
  });
  const start = firstNew(conversation.request);
  const { request } = conversation;
  const drawn = request.map(draw);
  const visible = (message: ChatMessage) => message.blocks.length > 0;
  return {
    earlier: drawn.slice(0, start).filter(visible),
    current: drawn.slice(start).filter(visible),
    answer: conversation.answer.map(draw).filter(visible),
    turn: Math.max(1, request.filter(isTurn).length),
  };
}

/** Where calls have no ids (Gemini, Ollama, MCP) results come in the order of the calls. */
function pairInOrder(messages: readonly Message[]): ReadonlyMap<ToolCall, ToolResult> {
  const pairs = new Map<ToolCall, ToolResult>();
  const waiting: ToolCall[] = [];
  for (const { blocks } of messages) {
    for (const block of blocks) {
      if (block.kind === 'tool-call' && block.id === null) waiting.push(block);
      if (block.kind !== 'tool-result' || block.id !== null) continue;
      const call = waiting.shift();
      if (call !== undefined) pairs.set(call, block);
    }
  }
  return pairs;
}

/** Tool results travel in user messages in some dialects: those are no turn of a person. */
function isTurn(message: Message): boolean {
  return message.role === 'user' && message.blocks.some((block) => block.kind !== 'tool-result');
}

function firstNew(request: readonly Message[]): number {
  const user = request.findLastIndex(isTurn);
  const assistant = request.findLastIndex((message) => message.role === 'assistant');
  let start = user < 0 ? 0 : user;
  if (request.length - start > LOOP_MESSAGES && assistant > start) start = assistant;
  const before = request.slice(0, start);
  const characters = before.reduce((sum, message) => sum + lengthOf(message), 0);
  return before.length >= WORTH_FOLDING_MESSAGES || characters >= WORTH_FOLDING_CHARACTERS ? start : 0;
}

export function lengthOf(message: Message): number {
  return message.blocks.reduce((sum, block) => {
    switch (block.kind) {
      case 'text':
      case 'thinking':
      case 'tool-result':
        return sum + block.text.length;
      case 'tool-call':
        return sum + block.arguments.length;
      case 'media':
        return sum;
    }
  }, 0);
}

/** Every pointer under which text of these messages stands. */
export function pointersOf(messages: readonly ChatMessage[]): ReadonlySet<string> {
  const pointers = new Set<string>();
  for (const { blocks } of messages) {
    for (const block of blocks) {
      if (block.kind === 'tool') {
        if (block.call !== null) pointers.add(block.call.pointer);
        if (block.result !== null) pointers.add(block.result.pointer);
      } else pointers.add(block.pointer);
    }
  }
  return pointers;
}

/** `System and 9 messages` */
export function sayEarlier(earlier: readonly ChatMessage[]): string {
  const system = earlier.some(({ message }) => message.role === 'system' || message.role === 'developer');
  const others = earlier.filter(({ message }) => message.role !== 'system' && message.role !== 'developer').length;
  const messages = others === 1 ? '1 message' : `${others} messages`;
  if (!system) return messages;
  return others === 0 ? 'System message' : `System and ${messages}`;
}
