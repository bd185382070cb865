import type { Ingress } from '../domain/index.ts';

/** What came of a request that Sluice sent to its own port. */
export interface TestOutcome {
  /** HTTP status of the answer. */
  readonly status: number;
  /** What it means, in a sentence. */
  readonly message: string;
  readonly denied: boolean;
  /** Milliseconds until the whole answer was there. */
  readonly durationMs: number;
}

/** The part of EngineApi that the Connect view uses. */
export interface ConnectApi {
  /**
   * Sends one request to our own port as a client would, recorded under TEST_AGENT. `violation`: with the test card of
   * payment providers, which the default policies object to. Rejects with `internal` when the port does not answer.
   */
  sendTest(args: { door: Ingress; violation: boolean }): Promise<TestOutcome>;
}

/** The agent of test requests: they prove that Sluice works, never that a client is connected. */
export const TEST_AGENT = 'sluice-test';
