/**
 * Judges of the user's, off by default: an encoder and a language model for injections in the grey zone; the language
 * model also for what policies ask about texts.
 */
export { createJudges } from './judges.ts';
export { type RuleJudge, createRuleJudge } from './rule-judge.ts';
export { type SecondOpinions, createSecondOpinions } from './second-opinions.ts';
