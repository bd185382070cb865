/** The one-pass scanner, reusable by any set of literals. */
export { type DigitHit, type LiteralHit, type Scanner, createScanner, fold } from './automaton.ts';
