/** Policies tried out: the playground and the replay of an edit over stored exchanges. Nothing here decides about traffic. */
export type { PolicySet } from './compare.ts';
export type { Replay } from './replay.ts';
export { exceptionFrom } from './exception-from.ts';
export { Trial } from './trial.ts';
