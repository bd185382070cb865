/** How the score of a text is put together, by role, from its worst windows. */
export const SHARES = {
  /**
   * How much of the mean of all windows is taken off: what stands out is suspect. A page about prompts is like an attack
   * from end to end; an order to the assistant in a list of invoices is like nothing around it.
   */
  mean: { user: 0.6, tool: 0.6 },
  /**
   * So many windows halve that share. A result of a tool that is one or two sentences has no surroundings to stand out
   * from; what users disguise is one window often, and stands out from how it looks.
   */
  few: { user: 0, tool: 2 },
  /** How much of the long head's worst window is added. Results of tools hide their attacks in single sentences. */
  long: { user: 1, tool: 0 },
  /**
   * How much of {@link readingsOf} is taken off: the worst of many readings is worse by chance. Users disguise what they
   * write, and are judged by the reading that shows it.
   */
  readings: { user: 0, tool: 1 },
} as const;

/** How much of the mean is taken off a text of so many windows, as it was written. */
export function shareOfMean(role: 'user' | 'tool', windows: number): number {
  return (SHARES.mean[role] * windows) / (windows + SHARES.few[role]);
}

/** How many times over a text is read: windows of all its readings to those of the text as written, as a logarithm. */
export function readingsOf(windows: readonly number[]): number {
  const [first = 0] = windows;
  return first === 0 ? 0 : Math.log(windows.reduce((sum, count) => sum + count, 0) / first);
}
