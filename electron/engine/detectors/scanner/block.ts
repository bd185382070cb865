/** Texts as arrays: reading units from one that is a constant costs half of what asking a string costs, copying included. */

/** A longer text is read so many units at a time. */
export const BLOCK = 1 << 16;
/** Units before a block that are there too; zeros where a text begins. */
export const BEFORE = 3;
/** Units behind a block that are there too. */
export const BEYOND = 64;
/** What is {@link BEFORE} the block, its own units, then what is {@link BEYOND}. Good until the next block is read. */
export const CODES = new Uint16Array(BEFORE + BLOCK + BEYOND);
const BYTES = Buffer.from(CODES.buffer);
/** Asking a string for so many units costs less than having them copied. */
const SHORT = 24;

/** Reads the block at `from`. Returns how many units are its own, and where in {@link CODES} the text ends. */
export function readBlock(text: string, from: number): { readonly size: number; readonly length: number } {
  for (let before = 1; before <= BEFORE; before += 1) {
    CODES[BEFORE - before] = from === 0 ? 0 : text.charCodeAt(from - before);
  }
  const end = Math.min(text.length, from + BLOCK + BEYOND);
  const block = from === 0 && end === text.length ? text : text.slice(from, end);
  const length = BEFORE + block.length;
  if (block.length <= SHORT) {
    for (let index = 0; index < block.length; index += 1) CODES[BEFORE + index] = block.charCodeAt(index);
  } else {
    // Low byte first, as all machines write it that Electron and Node run on.
    BYTES.write(block, 2 * BEFORE, 'utf16le');
  }
  CODES.fill(0, length, Math.min(CODES.length, length + 4));
  return { size: Math.min(block.length, BLOCK), length };
}

let whole = new Uint16Array(BLOCK);
let wholeBytes = Buffer.from(whole.buffer);

/** All units of a text, and whatever stands behind them. Good until the next text is asked for. */
export function unitsOf(text: string): Uint16Array {
  const { length } = text;
  if (length > whole.length) {
    whole = new Uint16Array(length * 2);
    wholeBytes = Buffer.from(whole.buffer);
  }
  if (length <= SHORT) for (let index = 0; index < length; index += 1) whole[index] = text.charCodeAt(index);
  else wholeBytes.write(text, 0, 'utf16le');
  return whole;
}
