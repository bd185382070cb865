/** What every rule for secrets carries, so that anybody can check it: where its format is described, what it finds and spares. */
import type { LiteralRule } from '../rule.ts';

export interface Documented {
  /** The vendor's documentation of the format or of where the key is used, or the standard. */
  readonly source: string;
  /** At least two in which it finds one value each, and two that look alike and hold none. Formats of samples.ts. */
  readonly samples: readonly string[];
  readonly lookalikes: readonly string[];
}

export interface SecretRule extends LiteralRule, Documented {}
