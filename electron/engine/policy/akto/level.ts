import type { Behaviour, Reaction } from '../../../../shared/domain/index.ts';
import type { JsonValue } from '../../../../shared/json.ts';
import { textOf } from './loose.ts';

/** What a policy of Akto does as a whole; its data types and patterns may do something else. */
export type Level = Exclude<Behaviour, 'none'>;

const LEVELS: Readonly<Record<string, Level>> = {
  block: 'block',
  alert: 'alert',
  monitor: 'alert',
  warn: 'warn',
  approval: 'approval',
  mask: 'mask',
};

/** null: not a word we know. */
export function levelOf(behaviour: JsonValue | undefined): Level | null {
  const word = textOf(behaviour).toLowerCase();
  return word === '' ? 'block' : (LEVELS[word] ?? null);
}

/** What one of its items does. A policy that only watches lets nothing be stopped or changed. */
export function itemLevel(behaviour: JsonValue | undefined, policy: Level): Level {
  const item = levelOf(behaviour) ?? 'block';
  return policy === 'alert' ? 'alert' : item === 'block' ? policy : item;
}

/** The word for an item in a policy of this level. */
export function itemWord(behaviour: Level, policy: Level): string {
  return behaviour === policy ? 'block' : behaviour;
}

/** The level that says most of these reactions. */
export function commonLevel(reactions: readonly Reaction[]): Level {
  const used = new Set(reactions.flatMap(({ onRequest, onResponse }) => [onRequest, onResponse]));
  for (const level of ['block', 'approval', 'warn'] as const) if (used.has(level)) return level;
  return used.has('mask') || !used.has('alert') ? 'block' : 'alert';
}
