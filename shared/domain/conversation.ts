import type { Role } from './finding.ts';

/** One piece of a message as the Chat tab shows it. `pointer` leads into the body it came from. */
export type Block =
  | { readonly kind: 'text'; readonly pointer: string; readonly text: string }
  | { readonly kind: 'thinking'; readonly pointer: string; readonly text: string }
  | {
      readonly kind: 'tool-call';
      /** Points at the arguments. */
      readonly pointer: string;
      readonly id: string | null;
      readonly name: string;
      /** JSON as text, as sent. */
      readonly arguments: string;
    }
  | {
      readonly kind: 'tool-result';
      readonly pointer: string;
      readonly id: string | null;
      readonly text: string;
      /** The tool failed; set where the dialect can say so. */
      readonly isError?: boolean;
    }
  | {
      readonly kind: 'media';
      readonly pointer: string;
      /** `image`, `audio`, `file`, `video`. */
      readonly medium: string;
      readonly mediaType: string | null;
      readonly name: string | null;
      /** Decoded size where the content is inline; null for a link. */
      readonly sizeBytes: number | null;
      /** sha256 of the decoded content, hex; null for a link. */
      readonly hash: string | null;
      /** Of the call that brought it; absent where a person or the model did, or where calls have no ids. */
      readonly callId?: string;
    };

export interface Message {
  readonly role: Role;
  /** Points at the message. */
  readonly pointer: string;
  readonly name: string | null;
  readonly blocks: readonly Block[];
}

export interface Conversation {
  readonly request: readonly Message[];
  readonly answer: readonly Message[];
  /** Names of the tools offered to the model. */
  readonly tools: readonly string[];
}
