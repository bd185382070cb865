/** Length of what a sticky pattern matches at `at`, 0 for nothing. Makes no match object: rules ask this at every hit. */
export function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
