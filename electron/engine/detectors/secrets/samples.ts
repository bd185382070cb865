/**
 * Sample values are written as formats and filled in when they are needed, so that nothing that looks like somebody's
 * key stands in the source: `ghp_{A36}` is `ghp_` and 36 letters and digits.
 */
const SETS: Readonly<Record<string, string>> = {
  A: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  L: 'abcdefghijklmnopqrstuvwxyz',
  M: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  U: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  W: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  N: 'abcdefghijklmnopqrstuvwxyz0123456789',
  D: '0123456789',
  H: '0123456789abcdef',
  X: '0123456789ABCDEF',
  B: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  R: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
  /** RFC 4648 base 32. */
  T: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
};

/**
 * Fills in `{A36}` (36 of set A), `{G}` (a UUID) and the like; everything else is kept. The same format and seed give
 * the same value.
 */
export function fill(format: string, seed = 1): string {
  const random = generator(`${format}#${seed}`);
  return format.replace(/\{(?:([A-Z])(\d+)|G)\}/g, (_, set: string | undefined, count: string | undefined) => {
    if (set === undefined) return fill('{H8}-{H4}-4{H3}-a{H3}-{H12}', seed);
    const alphabet = SETS[set] ?? '';
    let out = '';
    for (let index = 0; index < Number(count); index += 1) out += alphabet[Math.floor(random() * alphabet.length)];
    return out;
  });
}

/** mulberry32, public domain (Tommy Ettinger): small, and good enough for letters. */
function generator(key: string): () => number {
  let state = 0;
  for (let index = 0; index < key.length; index += 1) state = (Math.imul(state, 31) + key.charCodeAt(index)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
