/** How the trained model is kept: model.json, made by `npm run train`. */

/** Where 1 % and 0.1 % of benign texts of about that length score, in the model's own unit. */
export interface Anchor {
  /** Folded characters. */
  readonly length: number;
  readonly alert: number;
  readonly block: number;
}

/** One set of weights. */
export interface Head {
  /** What one step of a weight is worth: of n-grams, and of concepts, pairs and rules. */
  readonly step: number;
  readonly conceptStep: number;
  readonly bias: number;
}

export interface ModelFile {
  readonly version: string;
  /** SHA-256 of the rows it was trained on, in their order. */
  readonly dataSha256: string;
  /** Licences of the data, SPDX names where there are some. */
  readonly licences: readonly string[];
  /**
   * Of both heads 2^18 weights of n-grams, then those of concepts, pairs, rules, guises and sizes, in steps: by slot the short
   * and the long head's side by side, see packed.ts.
   */
  readonly weights: string;
  /** For every window. */
  readonly short: Head;
  /** For long windows of what users write: what only a whole message shows. */
  readonly long: Head;
  /** By role, in ascending order of length. */
  readonly calibration: { readonly user: readonly Anchor[]; readonly tool: readonly Anchor[] };
}
