import type { Conversation, DialectId, Message, Part } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { StreamTexts } from './stream-texts.ts';

/** What identifies the wire format of a request before its body is understood. */
export interface RequestTarget {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly contentType: string | null;
}

export interface ParsedRequest {
  readonly model: string | null;
  /** The client asked for a streamed answer. */
  readonly stream: boolean;
  /** Every text a person or a tool put in, in wire order. */
  readonly parts: readonly Part[];
  readonly messages: readonly Message[];
  /** Names of the tools offered. */
  readonly tools: readonly string[];
  /** body.metadata.agent_name, untrimmed, where the dialect has a place for it. */
  readonly agentName: string | null;
  /** JSON-RPC: the method, and the tool, prompt or resource it is called on. */
  readonly operation?: string | null;
  /** JSON-RPC: the id to answer to. */
  readonly requestId?: string | number | null;
  /** Not every text became a part: too many or too deeply nested. */
  readonly partial?: boolean;
}

export interface Usage {
  /** All input, what was read from or written to a prompt cache included. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Of the input: read from the prompt cache, written to it. Absent where the answer does not say. */
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
}

export interface ParsedAnswer {
  readonly model: string | null;
  readonly parts: readonly Part[];
  readonly messages: readonly Message[];
  readonly usage: Usage;
  /** Not every text became a part: too many or too deeply nested. */
  readonly partial?: boolean;
}

/**
 * Reads a streamed answer while it flows. Cost linear in the stream; never throws on what an upstream sends.
 * One per answer, not shared.
 */
export interface StreamReader {
  /** Decompressed bytes, cut anywhere (also inside a UTF-8 character). */
  push(chunk: Uint8Array): void;
  end(): void;
  /** All text of the answer assembled so far, as a person reads it. */
  text(): string;
  /** The assembled message in the dialect's non-streamed shape: what is stored and scanned. */
  assembled(): JsonValue;
  /** Events that are no JSON, or nested beyond any use, as they came: they are in nothing that was assembled. */
  unread?(): readonly string[];
  /** The stream was too large to assemble whole. */
  readonly truncated: boolean;
}

/** A block or an error of ours, in the client's words. */
export interface Denial {
  /** HTTP status the client gets. */
  readonly status: number;
  /** Stable code: `blocked_by_policy` or an ErrorCode. */
  readonly code: string;
  readonly message: string;
  readonly exchangeId: string;
  /** {@link ParsedRequest.requestId}: JSON-RPC answers carry it. */
  readonly requestId?: string | number | null;
}

export interface DenialAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** One wire format. Pure: no I/O, no state outside a StreamReader. */
export interface Dialect {
  readonly id: DialectId;
  /** Requests are signed over their body: they can be blocked, never rewritten. */
  readonly recordedOnly?: boolean;
  /** Looks at path first, then at the body's shape. `body` is undefined when it is not JSON. */
  matches(target: RequestTarget, body: JsonValue | undefined): boolean;
  parseRequest(body: JsonValue, target: RequestTarget): ParsedRequest;
  parseAnswer(body: JsonValue, target: RequestTarget): ParsedAnswer;
  /** An answer of this call flows as one JSON value, piece by piece, whatever its content type says. */
  streamsAsJson?(target: RequestTarget): boolean;
  /** null: this dialect does not stream. */
  createStreamReader(): StreamReader | null;
  /** Reads which texts each event of a stream carries, for the guard; absent: each string of an event stands for itself. */
  createStreamTexts?(): StreamTexts;
  deny(denial: Denial): DenialAnswer;
  /** Bytes that end a stream that had begun, in the dialect's own way; '' where the connection is simply closed. */
  cutStream(denial: Denial): string;
}

export interface ConversationReader {
  (
    dialect: DialectId,
    target: RequestTarget,
    requestBody: string | null,
    answerBody: string | null,
  ): Conversation | null;
}
