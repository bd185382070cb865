import type { StringEdit } from '../../dialects/index.ts';
import type { Exchange, JudgedSide } from '../../traffic/index.ts';
import type { AskingClient, Judgement, MessageSide } from './message.ts';
import { textOf } from './hook-record.ts';

/** What a judged side means for the client that asks; a mask that it could not carry out losslessly is a denial. */
export interface Ruling {
  readonly judgement: Judgement;
  /** As decided in the end. */
  readonly side: JudgedSide;
}

export function ruleOn(
  exchange: Exchange,
  side: JudgedSide,
  message: MessageSide<unknown> | null,
  client: AskingClient,
): Ruling {
  const { verdict, turn } = side;
  if (denies(verdict.kind)) return { judgement: { kind: 'deny', verdict, message: side.message }, side };
  if (turn.edits.length === 0) return { judgement: { kind: 'allow', verdict, message: '' }, side };
  const rewritten = client.canMask ? (message?.rewrite(turn.edits) ?? null) : null;
  if (rewritten !== null) return { judgement: { kind: 'mask', verdict, message: '', rewritten }, side };
  const decision = side.denyUneditable();
  exchange.mark('not-maskable');
  return {
    judgement: { kind: 'deny', verdict: decision.verdict, message: decision.message },
    side: { ...side, ...decision },
  };
}

export function denies(kind: string): boolean {
  return kind === 'block' || kind === 'warn';
}

/** The newest text of the user once the edits are made: what the hook's next messages will say. */
export function textAfter(side: JudgedSide): string {
  const edits = Map.groupBy(side.turn.edits, ({ pointer }) => pointer);
  return textOf(side.parts.map((part) => ({ ...part, text: edited(part.text, edits.get(part.pointer) ?? []) })));
}

function edited(text: string, edits: readonly StringEdit[]): string {
  let result = text;
  for (const { start, end, replacement } of edits.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + replacement + result.slice(end);
  }
  return result;
}
