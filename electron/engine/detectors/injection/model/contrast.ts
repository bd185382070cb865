/**
 * How much of a text's mean is taken off the score of its worst window, by role: what stands out is suspect. A page about
 * prompts is like an attack from end to end; an order to the assistant in a list of invoices is like nothing around it.
 */
export const CONTRAST = { user: 0.1, tool: 0.4 } as const;
