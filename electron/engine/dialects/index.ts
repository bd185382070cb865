/** Wire formats of LLM APIs: read requests, answers and streams, answer in the client's words, rewrite losslessly. */
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
export { type StringEdit, editStrings, removeMembers, replaceValues } from './json-edit.ts';
export { pointerStep } from './json-scan.ts';
export { dialectById, selectDialect } from './registry.ts';
