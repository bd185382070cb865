/** What to do about findings, for whom. Pure: no I/O, no clock, no randomness. */
export { readPolicyFiles, writePolicyFiles } from './akto/policy-files.ts';
export { decide } from './decide.ts';
export { DEFAULT_POLICIES, withDefaults } from './defaults.ts';
export { fieldsWithoutEffect } from './no-effect.ts';
export { readException, readExceptions, readPolicies, readPolicy } from './read.ts';
export { valueHash } from './exceptions.ts';
export { type History, type HistoryOptions, createHistory } from './history/history.ts';
export { type ToolTally, createToolTally } from './history/tool-tally.ts';
export { inspectPolicies } from './inspect.ts';
export { questionsFor } from './llm/questions.ts';
export { maskParts, rewriteBody } from './mask/mask-parts.ts';
export { withOutsideMask } from './mask/outside-mask.ts';
export { createRestoring, restoreParts, restoreText } from './mask/restore.ts';
export { type Vault, createVault } from './mask/vault.ts';
export { effectiveMode } from './mode.ts';
export { mcpServerOf } from './names.ts';
export { type Objection, objectionFinding, objectionPolicy } from './outside-objection.ts';
export { type ParsedPolicies, parsePolicies } from './parse.ts';
export { allowRules } from './release/allow-rules.ts';
export { contentOfAnswer } from './release/contents.ts';
export { type ReleaseItem } from './release/grant.ts';
export { PRESETS } from './presets/presets.ts';
export { asksJudge } from './policy-set.ts';
export { type Denial, type Question, Releases } from './release/releases.ts';
export { isInScope } from './scope.ts';
export { deniesAnswers, guardsStreams } from './stream/answer-rules.ts';
export { guardsToolNames, judgeToolName } from './stream/tool-name-guard.ts';
export { type GuardStep, type StreamGuard, type StreamGuardOptions, createStreamGuard } from './stream/stream-guard.ts';
export { type Turn, type TurnInput, type TurnMemo, type TurnOutcome, denyUneditable, judgeTurn } from './turn.ts';
export { findingInWords, placeInWords, typeInWords } from './words.ts';
export type {
  Behaviour,
  Decide,
  DecideInput,
  Decision,
  FindingAction,
  LlmOpinions,
  LlmQuestion,
  LlmSilence,
  Policy,
  PolicyContext,
  PolicyRule,
} from './policy.ts';
