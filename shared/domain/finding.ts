/** From least to most severe. The order is part of the contract: use {@link severityRank} to compare. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Which half of the exchange. */
export type Side = 'request' | 'response';

/** Who speaks in a part. `tool` is everything untrusted: tool results, retrieved text, files, web pages. */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool';

/** One piece of text in a message. */
export interface Part {
  readonly role: Role;
  /** RFC 6901 pointer to the string in the body it came from; '' when the whole body is the text. */
  readonly pointer: string;
  readonly text: string;
  /** The tool a result or call belongs to, where the dialect says it. */
  readonly tool?: string;
  /** `arguments` of a tool call are JSON in a string: scanned as text, shown as a call. */
  readonly kind?: 'text' | 'tool-arguments' | 'thinking';
}

/**
 * One hit of a detector. Offsets are UTF-16 code units (JavaScript string indices) in the ORIGINAL part,
 * whatever view it was found in.
 */
export interface Finding {
  /** Stable vocabulary of interfaces.md: `email`, `credit_card`, `secret.aws_access_key`, `injection.override`, … */
  readonly type: string;
  /** The rule that spoke, unique within its detector: `pii.credit-card`, `secrets.aws-access-key`, … */
  readonly rule: string;
  readonly severity: Severity;
  /** 0..1; for injection the calibrated score. */
  readonly confidence: number;
  readonly side: Side;
  /** Role of the part it stands in. */
  readonly role: Role;
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  /** `raw`, `normalised`, `hidden`, `decoded:base64`, …; a chain is joined with `>`: `hidden>decoded:base64`. */
  readonly view: string;
}

/** What is replaced by a placeholder before anything is written: credentials, whoever they belong to. */
export function isSecretType(type: string): boolean {
  return type.startsWith('secret.') || type === 'jwt' || type === 'password' || type === 'url_credentials';
}
