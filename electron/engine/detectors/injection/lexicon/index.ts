import type { Lexicon } from '../concepts.ts';
import { en } from './en.ts';

export const LEXICONS: readonly Lexicon[] = [en];
