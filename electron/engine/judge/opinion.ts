/** What a second judge is asked, and says: the contract of both tiers. */

/** The stretch of a text that the linear model is not sure about. */
export interface Question {
  /** Secrets and personal data are placeholders by now. At most {@link WINDOW_CHARS} characters. */
  readonly text: string;
  readonly role: 'user' | 'tool';
}

/** Probability of an attack, 0..1. */
export type Opinion = number;

export interface SecondJudge {
  readonly name: 'encoder' | 'llm';
  /** Milliseconds after which nobody waits any longer. */
  readonly deadlineMs: number;
  /** What counts when it fails or is late: `open` the model's own score, `closed` an attack. */
  readonly failure: 'open' | 'closed';
  /** Rejects when it cannot say; aborted with the deadline. */
  ask(question: Question, signal: AbortSignal): Promise<Opinion>;
  close(): Promise<void>;
}

/** Around a finding, so that the judge sees what it stands in: a window of the linear model. */
export const WINDOW_CHARS = 1_000;
