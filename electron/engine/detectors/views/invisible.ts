/** Characters that show nothing (or turn the writing direction) and so can hide or cut words. */

export type InvisibleKind = 'zero-width' | 'bidi' | 'tag' | 'variation';

/** What kind of invisible character this is; null for every other one. */
export function invisibleKind(codePoint: number): InvisibleKind | null {
  if (codePoint < 0xad) return null;
  if (codePoint >= 0x202a && codePoint <= 0x202e) return 'bidi';
  if (codePoint >= 0x2066 && codePoint <= 0x2069) return 'bidi';
  if (codePoint === 0x200e || codePoint === 0x200f || codePoint === 0x061c) return 'bidi';
  if (codePoint >= 0x200b && codePoint <= 0x200d) return 'zero-width';
  if (codePoint >= 0x2060 && codePoint <= 0x2064) return 'zero-width';
  if (codePoint >= 0x206a && codePoint <= 0x206f) return 'zero-width';
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return 'variation';
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) return 'variation';
  if (codePoint >= 0xe0000 && codePoint <= 0xe007f) return 'tag';
  return ZERO_WIDTH.has(codePoint) ? 'zero-width' : null;
}

/** Soft hyphen, combining grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian separators, BOM. */
const ZERO_WIDTH = new Set([
  0xad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180e, 0x3164, 0xfeff, 0xffa0,
]);

/** Tag characters mirror ASCII 0x20..0x7e at U+E0000 (Unicode, block Tags); '' for begin and cancel. */
export function tagToAscii(codePoint: number): string {
  const ascii = codePoint - 0xe0000;
  return ascii >= 0x20 && ascii <= 0x7e ? String.fromCharCode(ascii) : '';
}

/** Variation selectors 1..256 carry one byte each when they are used to smuggle text; -1 for others. */
export function variationByte(codePoint: number): number {
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return codePoint - 0xfe00;
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) return codePoint - 0xe0100 + 16;
  return -1;
}
