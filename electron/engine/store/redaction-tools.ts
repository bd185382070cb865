/** What the pure rooms know about secrets and JSON, as redaction.ts wants it. */
import { placeholderFor, redactSecrets } from '../detectors/index.ts';
import { editStrings } from '../dialects/index.ts';

export interface StringEdit {
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A test may put others in their place. */
export interface RedactionTools {
  /** Replaces what looks like a secret in any text, JSON-escaped or not. */
  redactSecrets(this: void, text: string): { text: string; replaced: number };
  placeholderFor(this: void, type: string): string;
  /** Replaces spans inside JSON string values; null when a pointer does not lead to a string. */
  editStrings(this: void, json: string, edits: readonly StringEdit[]): string | null;
}

export const REDACTION_TOOLS: RedactionTools = { redactSecrets, placeholderFor, editStrings };
