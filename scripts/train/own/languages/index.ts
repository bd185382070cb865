import { ASIAN } from './asian.ts';
import { EUROPEAN } from './european.ts';
import { ROMANCE } from './romance.ts';
import type { Texts } from './texts.ts';

export const LANGUAGES: readonly Texts[] = [...ROMANCE, ...EUROPEAN, ...ASIAN];
