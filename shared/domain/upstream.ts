import type { DialectId } from './exchange.ts';

/** What an upstream is, as a person says it: it fills the form and says what a test asks for. */
export const UPSTREAM_KINDS = ['openai', 'anthropic', 'gemini', 'ollama', 'custom'] as const;
export type UpstreamKind = (typeof UPSTREAM_KINDS)[number];

/** An upstream that clients choose by their base URL: `/via/<name>/…`. */
export interface NamedUpstream {
  /** Lower-case letters, digits, dashes: one step of a path. */
  readonly name: string;
  readonly kind: UpstreamKind;
  /** What follows `/via/<name>` in a request's path is put behind it. */
  readonly baseUrl: string;
  /** How to read what its paths do not tell; null: by the body's shape. */
  readonly dialect: DialectId | null;
  /** Adds x-litellm-call-id, and may be asked for aliases. */
  readonly isLiteLLM: boolean;
  /** metadata.agent_name and x-agent-name name the agent here and go no further: providers refuse them. */
  readonly dropAgentMetadata: boolean;
  /** Set on every request to it, over the client's own. Never a credential: those are the clients'. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Seconds; null: as for every upstream. */
  readonly connectSeconds: number | null;
  readonly firstByteSeconds: number | null;
  readonly idleSeconds: number | null;
  /** What happens to a request whose scan failed; null: as everywhere. */
  readonly detectorFailure: 'open' | 'closed' | null;
}

/** What came of a test: whether somebody answered, and what. */
export type UpstreamTrial =
  | { readonly reached: true; readonly url: string; readonly status: number; readonly durationMs: number }
  | {
      readonly reached: false;
      readonly url: string;
      /** A stable code: `upstream_unreachable`, `upstream_timeout`, `loop`, `invalid_setting`. */
      readonly code: string;
      readonly message: string;
    };
