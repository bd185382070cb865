/** How the score of a text is put together, by role, from its worst windows. */
export const SHARES = {
  /**
   * How much of the mean of all windows is taken off: what stands out is suspect. A page about prompts is like an attack
   * from end to end; an order to the assistant in a list of invoices is like nothing around it.
   */
  mean: { user: 0.1, tool: 0.5 },
  /** How much of the long head's worst window is added. Results of tools hide their attacks in single sentences. */
  long: { user: 1, tool: 0 },
} as const;
