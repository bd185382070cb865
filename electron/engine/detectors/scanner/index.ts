/** The one-pass scanner, reusable by any set of literals. */
export { BEFORE, BLOCK, CODES, readBlock, unitsOf } from './block.ts';
export { fold } from './fold.ts';
export { type Literal, type Scanner, createScanner } from './scanner.ts';
