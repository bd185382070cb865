/** What a scan asks of single UTF-16 units, in tables that are constants: the engine's compiler makes the most of those. */
import { foldUnit } from './fold.ts';

export const KIND_BITS = 6;
/** How many kinds there are. */
export const KINDS = 1 << KIND_BITS;

/**
 * Per UTF-16 unit a kind of 6 bits: letters and figures of ASCII have their own, both cases of a letter the same;
 * everything else shares. Two units of one kind may differ, two of different kinds do.
 */
export const KIND_OF = new Uint8Array(65_536);
/** Per UTF-16 unit what it is compared as: the small letter of a capital of ASCII, or of one that a literal has. */
export const FOLDED = Uint16Array.from({ length: 65_536 }, (_, code) => code);

const FIGURES = 26;
const OTHERS = 36;
for (let code = 0; code < 65_536; code += 1) {
  if (code >= 97 && code <= 122) KIND_OF[code] = code - 97;
  else if (code >= 65 && code <= 90) KIND_OF[code] = code - 65;
  else if (isFigure(code)) KIND_OF[code] = FIGURES + code - 48;
  else KIND_OF[code] = OTHERS + ((code ^ (code >> 6)) % (KINDS - OTHERS));
}
for (let code = 65; code <= 90; code += 1) FOLDED[code] = code + 32;

/** Makes the capitals of a literal's letters like them. Twice is as good as once. */
export function learn(literal: string): void {
  for (let index = 0; index < literal.length; index += 1) {
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
