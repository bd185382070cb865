import { hash } from 'node:crypto';

import type { Part } from '../../../../shared/domain/index.ts';

/** A message of a request, as far as the history of a session is concerned. */
export interface TurnMessage {
  /** Leads to the message, or to the member that stands for one (`/system`, `/input`). */
  readonly pointer: string;
  /** Of everything said in it: roles, kinds, tools, texts. */
  readonly hash: string;
  /** A person speaks in it. A message of tool results alone is no turn. */
  readonly isUserTurn: boolean;
  /** Only system or developer text. */
  readonly isInstruction: boolean;
  readonly parts: readonly Part[];
}

/** Messages in wire order. `hash` is for tests; default {@link messageHash}. */
export function messagesOf(
  parts: readonly Part[],
  hashOf: (parts: readonly Part[]) => string = messageHash,
): TurnMessage[] {
  const byPointer = Map.groupBy(parts, ({ pointer }) => messagePointer(pointer));
  return [...byPointer].map(([pointer, own]) => ({
    pointer,
    hash: hashOf(own),
    isUserTurn: own.some(({ role }) => role === 'user'),
    isInstruction: own.every(({ role }) => role === 'system' || role === 'developer'),
    parts: own,
  }));
}

/**
 * sha256 of what is said, not of how it is written: clients move cache marks and spaces between turns, and text that
 * is the same text has been judged. Lives in memory only, hence of unredacted text.
 */
export function messageHash(parts: readonly Part[]): string {
  let said = '';
  for (const { role, kind, tool, text } of parts) {
    said += `${role}\0${kind ?? 'text'}\0${tool ?? ''}\0${text.length}:${text}`;
  }
  return hash('sha256', said, 'base64url').slice(0, 32);
}

/** `/messages/3/content/0/text` → `/messages/3`; `/system/0/text` → `/system/0`; `/input` → `/input`. */
export function messagePointer(pointer: string): string {
  return /^\/[^/]*(?:\/\d+(?=\/|$))?/.exec(pointer)?.[0] ?? '';
}
