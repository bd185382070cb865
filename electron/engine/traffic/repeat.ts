/** What was made of a body that came before, word for word (known-bodies.ts), and what follows from it alone. */
import type { DialectId, Part } from '../../../shared/domain/index.ts';
import type { Dialect, ParsedAnswer, ParsedRequest, RequestTarget } from '../dialects/index.ts';
import type { TurnMemo } from '../policy/index.ts';
import type { MessageRecord } from '../store/index.ts';
import type { Looking } from './looking.ts';
import type { Said } from './recent-turns.ts';

/** Facts about the parts of one body, each worked out when it was first asked for. */
export interface PartFacts {
  /** The options with which nothing was found in any of them. */
  quietWith?: Looking;
  /** Of an answer: the request's parts against which nothing was found in it. */
  quietAgainst?: readonly Part[];
  /** Of a request: its session, when its agent is this one. */
  session?: { readonly agent: string; readonly id: string | null };
  said?: Said;
  readonly turn: TurnMemo;
}

/** An answer that came twice. */
export interface KnownAnswer {
  readonly bytes: Buffer;
  readonly answer: ParsedAnswer;
  readonly message: BodyOfMessage;
  readonly facts: PartFacts;
}

/** A request that came twice. */
export interface KnownRequest {
  readonly checksum: number;
  readonly bytes: Buffer;
  readonly target: RequestTarget;
  readonly hint: DialectId | null;
  readonly dialect: Dialect;
  readonly request: ParsedRequest;
  readonly message: BodyOfMessage;
  readonly facts: PartFacts;
  /** The last one that came twice. */
  answer: KnownAnswer | null;
  /** Checksum of the last one that did not. */
  answerSeen: number | null;
}

/** What is known of the body of an exchange that came before. */
export interface Repeat {
  readonly checksum: number;
  readonly bytes: Buffer;
  /** null: it came before, and was not kept yet. */
  readonly request: KnownRequest | null;
  answer: KnownAnswer | null;
  /** The answer came before, too, and was not kept yet: its bytes. */
  answerBytes: Buffer | null;
}

export type BodyOfMessage = Pick<MessageRecord, 'body' | 'bodyKind'> & { readonly digest: string };

/** Facts about `parts` where they are those of a known body. */
export function factsOf(repeat: Repeat | null, parts: readonly Part[] | undefined): PartFacts | null {
  if (repeat === null) return null;
  if (repeat.request !== null && parts === repeat.request.request.parts) return repeat.request.facts;
  return repeat.answer !== null && parts === repeat.answer.answer.parts ? repeat.answer.facts : null;
}
