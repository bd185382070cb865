import type { Block, Conversation, Message, Side } from '../../../../shared/domain/index.ts';
import { type Media, type ToolCall, type ToolResult, pairTools } from './pair-tools.ts';

/** A call with everything that answers it: texts, and media among them. Either may be missing. */
export interface ToolBlock {
  readonly kind: 'tool';
  readonly call: ToolCall | null;
  readonly results: readonly (ToolResult | Media)[];
  /** Where the results came: with the request, from the agent, or in the answer, from the server that ran the tool. */
  readonly resultSide: Side;
  /** It may still be answered: by the agent's next request. */
  readonly pending: boolean;
}

/** A block as it is drawn. */
export type ChatBlock = Exclude<Block, ToolCall | ToolResult> | ToolBlock;

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
  const { request, answer } = conversation;
  const { resultsOf, taken } = pairTools([...request, ...answer]);
  const answered = new Set(answer.flatMap(({ blocks }) => blocks));
  const draw =
    (side: Side) =>
    (message: Message): ChatMessage => ({
      message,
      blocks: message.blocks.flatMap((block): ChatBlock[] => {
        if (taken.has(block)) return [];
        if (block.kind === 'tool-result') {
          return [{ kind: 'tool', call: null, results: [block], resultSide: side, pending: false }];
        }
        if (block.kind !== 'tool-call') return [block];
        const results = resultsOf.get(block) ?? [];
        const resultSide = results.some((one) => answered.has(one)) ? 'response' : 'request';
        return [{ kind: 'tool', call: block, results, resultSide, pending: side === 'response' }];
      }),
    });
  const start = firstNew(request);
  const drawn = request.map(draw('request'));
  const visible = (message: ChatMessage) => message.blocks.length > 0;
  return {
    earlier: drawn.slice(0, start).filter(visible),
    current: drawn.slice(start).filter(visible),
    answer: answer.map(draw('response')).filter(visible),
    turn: Math.max(1, request.filter(isTurn).length),
  };
}

/** Tool results travel in user messages in some dialects: those are no turn of a person. */
function isTurn(message: Message): boolean {
  const ofTool = (block: Block) =>
    block.kind === 'tool-result' || (block.kind === 'media' && block.callId !== undefined);
  return message.role === 'user' && !message.blocks.every(ofTool);
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
        for (const { pointer } of block.results) pointers.add(pointer);
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
