/** Case folding that keeps the length, so that offsets hold. */
export function fold(text: string): string {
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  let out = '';
  for (let index = 0; index < text.length; index += 1) out += foldUnit(text[index]!);
  return out;
}

export function foldUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}
