import type { ReplayProgress } from '../../../shared/domain/index.ts';

/** The window whose calls are answered, as those see it that answer. */
export interface CallingWindow {
  /** It watches this exchange, or none. */
  readonly watch: (id: string | null) => void;
  readonly replay: (progress: ReplayProgress) => void;
  /** Aborted when it is closed. */
  readonly gone: AbortSignal;
}
