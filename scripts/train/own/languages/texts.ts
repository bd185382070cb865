/** What is written in one language: attacks and innocent texts with the same words, as templates. */
export interface Texts {
  /** BCP 47 primary subtag. */
  readonly language: string;
  readonly userAttacks: readonly string[];
  readonly toolAttacks: readonly string[];
  readonly userBenign: readonly string[];
  readonly toolBenign: readonly string[];
}
