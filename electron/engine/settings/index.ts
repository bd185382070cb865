export { type PolicyBook, openPolicyBook } from './policy-book.ts';
export { loadSettings, type Settings } from './settings.ts';
export type { Flags } from './sources.ts';
