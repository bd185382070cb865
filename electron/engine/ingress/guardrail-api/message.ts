import type { Caller, HeaderList, Verdict } from '../../../../shared/domain/index.ts';
import type { Dialect, ParsedAnswer, ParsedRequest, RequestTarget, StringEdit } from '../../dialects/index.ts';
import type { HookRecord } from '../pairing/index.ts';
import type { HookMessage } from './hook-record.ts';

/** One side of a call as a guardrail message carries it. */
export interface MessageSide<Parsed> {
  /** In the shape of the API the client spoke: what is stored and shown, and what the parts' pointers lead into. */
  readonly body: string;
  readonly bodyKind: 'json' | 'text';
  readonly parsed: Parsed;
  /** What the client gets back to use instead, with the edits applied; null when they do not fit its wire shape. */
  readonly rewrite: (edits: readonly StringEdit[]) => string | null;
}

/** What the asking client understands (akto-model.md section 2, contract-akto.md section 2). */
export interface AskingClient {
  /** `litellm`, `claude_code_cli`, …; null: it did not say. */
  readonly connector: string | null;
  /** It replaces texts by those of our answer, and nothing else gets lost. */
  readonly canMask: boolean;
  /** It tells warn from block. */
  readonly knowsWarn: boolean;
  /** A person sits there: who sends the same again after a warning means it. Agents would simply retry. */
  readonly attended: boolean;
}

/** A message of any guardrail client, whatever its wire format. */
export interface GuardrailMessage {
  readonly kind: HookMessage | 'answer';
  readonly client: AskingClient;
  readonly record: HookRecord;
  readonly dialect: Dialect;
  readonly target: RequestTarget;
  readonly headers: HeaderList;
  readonly responseHeaders: HeaderList;
  readonly request: MessageSide<ParsedRequest> | null;
  readonly response: MessageSide<ParsedAnswer> | null;
  /** Sides whose verdict the message asks for. */
  readonly asks: { readonly request: boolean; readonly response: boolean };
  /** `request` are files that belong to a call, not its conversation. */
  readonly isFiles: boolean;
  /** HTTP status the client of the call gets, as far as the message knows. */
  readonly status: number;
  /** Nothing more will be told of this call: its record can be closed. */
  readonly last: boolean;
  /** One of the checks of a streamed answer of which none says that it is the last. */
  readonly piece: boolean;
  /** Names of the only policies to enforce; empty: all. */
  readonly policyNames: readonly string[];
  /** Who sat where; null: the message does not say. */
  readonly caller: Caller | null;
  /** What is not ordinary about it. */
  readonly marks: readonly string[];
}

/** Our answer to a question, in no client's words yet. `rewritten` is set for `mask` only. */
export type Judgement =
  | { readonly kind: 'allow'; readonly verdict: Verdict; readonly message: string }
  | { readonly kind: 'deny'; readonly verdict: Verdict; readonly message: string }
  | { readonly kind: 'mask'; readonly verdict: Verdict; readonly message: string; readonly rewritten: string };
