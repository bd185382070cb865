/** Second judges of grey zones: an encoder and a language model, both the user's and both off by default. */
export { createJudges } from './judges.ts';
export { type SecondOpinions, createSecondOpinions } from './second-opinions.ts';
