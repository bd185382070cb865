import { hash as digest } from 'node:crypto';

import { type HeaderList, type Part, type Role, saysWords } from '../../../shared/domain/index.ts';
import { headerValue } from './headers.ts';

/** Headers that carry a session id, in the order in which they are believed. */
const SESSION_HEADERS = [
  'x-session-id',
  'x-conversation-id',
  'x-akto-installer-akto_session_id',
  'x-claude-code-session-id',
  'x-litellm-session-id',
] as const;

/** LiteLLM's generic guardrail sends this instead of a header's value: it says nothing about the session. */
const HIDDEN_VALUE = '[present]';
const MAX_SESSION_LENGTH = 200;

/** The session a request says it belongs to; null when no header names one. Overlong ids are replaced by their hash. */
export function sessionOf(headers: HeaderList): string | null {
  for (const name of SESSION_HEADERS) {
    const value = headerValue(headers, name);
    if (value === null || value === HIDDEN_VALUE) continue;
    return value.length > MAX_SESSION_LENGTH ? `h-${hash([value])}` : value;
  }
  return null;
}

/** Part as far as it tells conversations apart. */
export type PrefixPart = Pick<Part, 'role' | 'pointer' | 'text' | 'leaf'>;

/**
 * A stable id for a conversation without session header: agents resend the whole history, so its first system and
 * first user message stay the same from turn to turn. Harness context in `<system-reminder>` blocks changes between
 * turns and does not count. null: neither message is there.
 */
export function conversationKey(parts: readonly PrefixPart[]): string | null {
  const system = firstMessage(parts, (role) => role === 'system' || role === 'developer');
  const user = firstMessage(parts, (role) => role === 'user');
  if (system === null && user === null) return null;
  return `p-${hash([system ?? '', user ?? ''])}`;
}

function firstMessage(parts: readonly PrefixPart[], wanted: (role: Role) => boolean): string | null {
  const first = parts.find((part) => wanted(part.role) && saysWords(part));
  if (first === undefined) return null;
  const message = messagePointer(first.pointer);
  const texts = parts
    .filter((part) => part.role === first.role && saysWords(part) && standsIn(part.pointer, message))
    .map(({ text }) => text);
  const stable = texts.map(withoutReminders).filter((text) => text !== '');
  return (stable.length > 0 ? stable : texts).join('\n');
}

/** `/messages/3/content/0/text` → `/messages/3`: the message a part stands in. */
function messagePointer(pointer: string): string {
  return /^.*?\/\d+(?=\/|$)/.exec(pointer)?.[0] ?? pointer;
}

/** Whether that is the pointer's message; most pointers say so at a glance. */
function standsIn(pointer: string, message: string): boolean {
  return pointer.startsWith(message) && messagePointer(pointer) === message;
}

function withoutReminders(text: string): string {
  const OPEN = '<system-reminder>';
  if (!text.includes(OPEN)) return text.trim();
  const CLOSE = '</system-reminder>';
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(OPEN, at);
    if (start < 0) return [...kept, text.slice(at)].join('').trim();
    kept.push(text.slice(at, start));
    const end = text.indexOf(CLOSE, start);
    if (end < 0) return kept.join('').trim();
    at = end + CLOSE.length;
  }
}

function hash(texts: readonly string[]): string {
  // The length keeps ['ab', 'c'] and ['a', 'bc'] apart.
  return digest('sha256', texts.map((text) => `${text.length}:${text}`).join(''), 'hex').slice(0, 32);
}
