/** Wire formats of LLM APIs: read requests, answers and streams, answer in the client's words, rewrite losslessly. */
export { type TextEdit, fitArgumentEdits } from './argument-edits.ts';
export { readConversation } from './conversation.ts';
export type {
  ConversationReader,
  Denial,
  DenialAnswer,
  Dialect,
  ParsedAnswer,
  ParsedRequest,
  RequestTarget,
  StreamReader,
  Usage,
} from './dialect.ts';
export type { Framing } from './framing.ts';
export { type Holdback, type HoldbackOptions, createHoldback } from './holdback.ts';
export {
  type GuardedInspect,
  type RestoredText,
  type Restoring,
  type TextGuard,
  type TextGuardStep,
  inspectWithGuards,
} from './holdback-guard.ts';
export { type HoldbackJudgement, type HoldbackWindow, MAX_HELD_CHARS } from './holdback-channel.ts';
export { type StringEdit, editStrings, removeMembers, replaceValues } from './json-edit.ts';
export { type TextReader, createTextReader, digitsOf, isJson, parseExactly, writeExactly } from './exact-json.ts';
export { pointerStep } from './json-scan.ts';
export { dialectById, selectDialect } from './registry.ts';
export { overwrittenParts } from './repeated-members.ts';
