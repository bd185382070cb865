import { hash } from 'node:crypto';

import type { Part } from '../../../../shared/domain/index.ts';
import { TextMemo } from '../../../../shared/text-memo.ts';

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

/** Messages in wire order; `hashOf`: {@link messageHash}, or another way to it. */
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

/** Texts in which nothing was found: a secret is not held in memory longer than its exchange. */
const quiet = new TextMemo<Pick<Part, 'role' | 'kind' | 'tool'> & { readonly hash: string }>();

/**
 * {@link messageHash} of a message in which nothing was found. Nearly every message is one text, and most were sent
 * before.
 */
export function quietHash(parts: readonly Part[]): string {
  const only = parts[0];
  if (only === undefined || parts.length > 1) return messageHash(parts);
  const { role, kind, tool, text } = only;
  const before = quiet.get(text);
  if (before !== undefined && before.role === role && before.kind === kind && before.tool === tool) return before.hash;
  const own = messageHash(parts);
  quiet.set(text, { role, hash: own, ...(kind !== undefined && { kind }), ...(tool !== undefined && { tool }) });
  return own;
}

/** `/messages/3/content/0/text` → `/messages/3`; `/system/0/text` → `/system/0`; `/input` → `/input`. */
export function messagePointer(pointer: string): string {
  return /^\/[^/]*(?:\/\d+(?=\/|$))?/.exec(pointer)?.[0] ?? '';
}
