export { type DetectorBook, openDetectorBook } from './detector-book.ts';
export { lookingFor } from './looking.ts';
export { type PolicyBook, openPolicyBook } from './policy-book.ts';
export { loadSettings, type Settings } from './settings.ts';
export type { Flags } from './sources.ts';
