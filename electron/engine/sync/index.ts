/** Delivery to Akto, and its verdicts: nothing lost, nothing before the user says so. */
export type { AktoQuestion } from './akto-question.ts';
export { type AktoReply, AktoReview } from './akto-review.ts';
export type { AktoSaid } from './akto-saying.ts';
export { previewOf } from './preview.ts';
export { Sync, firstRule } from './sync.ts';
