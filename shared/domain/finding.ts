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

/** A value that stands by itself in JSON that a tool gets or gives. */
export interface Leaf {
  /** Name of the member it is the value of, also for the items of a list: what it is called. `''`: it has none. */
  readonly member: string;
  /** It is a whole number and no string: what replaces it must become a string. */
  readonly number?: true;
}

/** One piece of text in a message. */
export interface Part {
  readonly role: Role;
  /**
   * RFC 6901 pointer to the string in the body it came from, or to the number; '' when the whole body is the text.
   */
  readonly pointer: string;
  readonly text: string;
  /** The tool a result or call belongs to, where the dialect says it. */
  readonly tool?: string;
  /** `arguments` of a tool call are JSON in a string: scanned as text, shown as a call. */
  readonly kind?: 'text' | 'tool-arguments' | 'thinking';
  readonly leaf?: Leaf;
}

/** A part that anyone said: numbers are looked through, but tell neither conversations apart nor what they are about. */
export function saysWords({ leaf }: Pick<Part, 'leaf'>): boolean {
  return leaf?.number !== true;
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
