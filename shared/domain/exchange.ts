import type { AktoOpinion } from './akto-opinion.ts';
import type { Conversation } from './conversation.ts';
import type { Finding, Severity } from './finding.ts';
import type { Mode, Verdict, VerdictKind } from './verdict.ts';

/** How the exchange reached us. */
export const INGRESSES = ['gateway', 'forward-proxy', 'guardrail-api'] as const;
export type Ingress = (typeof INGRESSES)[number];

/** `open` until the answer ended; the others are final. `interrupted`: the engine died while it was open. */
export const EXCHANGE_STATES = [
  'open',
  'complete',
  'blocked',
  'client-left',
  'upstream-error',
  'refused',
  'interrupted',
] as const;
export type ExchangeState = (typeof EXCHANGE_STATES)[number];

/**
 * Which source named the agent (contract-akto.md section 3), in the order in which they are asked. `hook`: Akto's hook
 * named it and does not say from what, metadata or the key's.
 */
export const AGENT_SOURCES = ['metadata', 'header', 'key-metadata', 'key-alias', 'team-alias', 'hook', 'host'] as const;
export type AgentSource = (typeof AGENT_SOURCES)[number];

/** Wire formats. `json` and `text` are what is left when no dialect matched; `none` has no body. */
export const DIALECT_IDS = [
  'openai-chat',
  'openai-responses',
  'openai-completions',
  'openai-embeddings',
  'openai-moderations',
  'anthropic-messages',
  'gemini',
  'ollama',
  'mcp',
  'bedrock',
  'realtime',
  'json',
  'text',
  'none',
] as const;
export type DialectId = (typeof DIALECT_IDS)[number];

/** One row of the list: everything the list shows, nothing of the bodies. Below 300 bytes stored. */
export interface ExchangeRow {
  /** Position in the store: grows with arrival, unique, never reused. The key of keyset pages. */
  readonly seq: number;
  readonly id: string;
  /** Unix time in milliseconds at which the request arrived. */
  readonly startedAt: number;
  readonly ingress: Ingress;
  readonly agent: string;
  readonly agentSource: AgentSource;
  readonly session: string | null;
  readonly dialect: DialectId;
  readonly method: string;
  /** Path and query as sent, credentials in the query redacted. */
  readonly path: string;
  /** JSON-RPC: method and what it is called on, e.g. `tools/call search_tickets`; null elsewhere. */
  readonly operation: string | null;
  readonly model: string | null;
  /** What the client got; null while open or when it left before. */
  readonly status: number | null;
  readonly upstreamStatus: number | null;
  readonly state: ExchangeState;
  /** null while being judged. */
  readonly verdict: VerdictKind | null;
  /** Name of the policy that decided. */
  readonly policy: string | null;
  readonly mode: Mode;
  readonly findings: number;
  readonly severity: Severity | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** US dollars at list price; null: no tokens, or a model that is not in the list. */
  readonly costUsd: number | null;
  /** The day the prices were taken, YYYY-MM-DD; null without a cost. */
  readonly priceDate: string | null;
  readonly durationMs: number | null;
  /** From arrival to the first byte of the upstream's answer. */
  readonly firstByteMs: number | null;
  /** Time spent in Sluice before the request went on (parse, identify, inspect, decide). */
  readonly gateMs: number | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly streamed: boolean;
  /** What is not ordinary about it, as stable words: `partly-scanned`, `truncated`, `scan-failed`, `metadata-dropped`, … */
  readonly marks: readonly string[];
}

/** Names and values in wire order and case, credentials redacted. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface StoredMessage {
  readonly headers: HeaderList;
  /** Redacted text; null when there was none or it is not text. A streamed answer: the assembled message. */
  readonly body: string | null;
  readonly bodyKind: 'json' | 'text' | 'binary' | 'none';
  /** Bytes on the wire, before redaction and decompression. */
  readonly sizeBytes: number;
  /** Set when less is stored than was sent. */
  readonly truncated: boolean;
}

export interface StoredFinding extends Finding {
  /** Negative while the exchange is open: it is not stored yet. */
  readonly id: number;
  /** Which policy acted on it, and how; null when none did. */
  readonly policy: string | null;
  readonly action: VerdictKind;
  /** The found text, masked so that it can be shown anywhere. */
  readonly evidence: string;
}

/** Who sat where, as far as a coding agent's hook says it. */
export interface Caller {
  readonly user: string | null;
  /** A name or an id. */
  readonly device: string | null;
}

/** One exchange, whole, as the detail pane and the export need it. */
export interface ExchangeDetail {
  readonly row: ExchangeRow;
  readonly verdict: Verdict | null;
  /** What Akto's own service said of the request; null: it was not asked. */
  readonly akto: AktoOpinion | null;
  /** Absent: nobody said. */
  readonly caller?: Caller;
  readonly request: StoredMessage;
  readonly response: StoredMessage;
  readonly findings: readonly StoredFinding[];
  /** Read from the stored bodies by the dialect; null when it is not a conversation. */
  readonly conversation: Conversation | null;
}
