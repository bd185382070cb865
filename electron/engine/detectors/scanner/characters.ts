/** What a scan asks of single UTF-16 units, in tables that are constants: the engine's compiler makes the most of those. */
import { foldUnit } from './fold.ts';

export const KIND_BITS = 5;
/** How many kinds there are: so few that the tables over three of them stay near the processor. */
export const KINDS = 1 << KIND_BITS;
/** The kind of all figures, and of nothing else. */
export const FIGURE_KIND = 26;

/**
 * Per UTF-16 unit its kind: letters of ASCII have their own, both cases of a letter the same, and figures theirs;
 * everything else shares. Two units of one kind may differ, two of different kinds do.
 */
export const KIND_OF = new Uint8Array(65_536);
/** Per UTF-16 unit what it is compared as: the small letter of a capital of ASCII, or of one that a literal has. */
export const FOLDED = new Uint16Array(65_536);

/** Signs of ASCII that share a kind; all others share the one behind. Alone stand those that are literals themselves. */
const SIGNS = [' \t\r\n', '-', ':', '@|'] as const;
/** Kinds of letters that are rare, for all beyond ASCII: what is looked for there is seldom seen in texts of ASCII. */
const RARE = Array.from('bfgjkpqvwxyz', (letter) => letter.charCodeAt(0) - 97);
fillTables();

/** Every process that scans waits for it: a loop in a function is compiled, one outside is interpreted to its end. */
function fillTables(): void {
  for (let code = 0; code < 65_536; code += 1) FOLDED[code] = code;
  for (let code = 65; code <= 90; code += 1) FOLDED[code] = code + 32;
  for (let code = 0; code < 128; code += 1) KIND_OF[code] = kindOf(code);
  for (let code = 128; code < 65_536; code += 1) KIND_OF[code] = RARE[(code ^ (code >> 5)) % RARE.length]!;
}

/** Of ASCII. */
function kindOf(code: number): number {
  const character = String.fromCharCode(code).toLowerCase();
  if (character >= 'a' && character <= 'z') return character.charCodeAt(0) - 97;
  if (isFigure(code)) return FIGURE_KIND;
  const sign = SIGNS.findIndex((signs) => signs.includes(character));
  return FIGURE_KIND + 1 + (sign === -1 ? SIGNS.length : sign);
}

/** Makes the capitals of a literal's letters like them. Twice is as good as once. */
export function learn(literal: string): void {
  for (let index = 0; index < literal.length; index += 1) {
    // Those of ASCII are known.
    if (literal.charCodeAt(index) < 128) continue;
    const upper = literal[index]!.toUpperCase();
    // Not where the way back leads elsewhere: the capital of the Turkish dotless i is everybody's I.
    if (upper.length !== 1 || foldUnit(upper) !== literal[index]) continue;
    FOLDED[upper.charCodeAt(0)] = literal.charCodeAt(index);
    KIND_OF[upper.charCodeAt(0)] = KIND_OF[literal.charCodeAt(index)]!;
  }
}

/** Three kinds in a row, the beginning of a literal, as one number. */
export function headOf(first: number, second: number, third: number): number {
  return (((first << KIND_BITS) | second) << KIND_BITS) | third;
}

export function isFigure(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A small letter of ASCII. */
export function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}
