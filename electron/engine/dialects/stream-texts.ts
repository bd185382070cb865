/** What a guard needs to know of one event of a stream: which texts it carries, and where they belong. */
import type { Leaf, Part, Role } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { walkStrings } from './walk-strings.ts';

export interface Fragment {
  /** Pointer of the text in the assembled answer: what the pieces of one text have in common. */
  readonly channel: string;
  /** Pointer to the string in the event. */
  readonly pointer: string;
  readonly text: string;
  /** `delta` goes on with the channel; `whole` is all of it, once more or at once. */
  readonly mode: 'delta' | 'whole';
  readonly role: Role;
  /** `tool-name`: of a tool that is called; nothing anyone says, but a policy may have a word on it. */
  readonly kind: NonNullable<Part['kind']> | 'tool-name';
  /** As in {@link Part}: it stands alone in JSON. */
  readonly leaf?: Leaf;
  /** Values of the event that say the text again, token by token: replaced when the text is masked. */
  readonly mirrors?: readonly { readonly pointer: string; readonly json: string }[];
}

/** How to tell an event twice, first with the beginning of its text, then with the rest. */
export interface EventSplit {
  /** What only the second telling may say: that something is finished. Members removed from the first. */
  readonly later: readonly string[];
  /** What only the first may say, because readers would add it up: names, ids, roles. */
  readonly once: readonly string[];
  /** Replaced in the first: `done` of a last line. */
  readonly replaced?: readonly { readonly pointer: string; readonly json: string }[];
}

export interface EventTexts {
  readonly fragments: readonly Fragment[];
  /** Channels, and everything below them, that get no more text; `''`: all. */
  readonly closes: readonly string[];
  /** Channels that another text has followed: complete, as their API tells its texts, unless they go on after all. */
  readonly follows?: readonly string[];
  /** null: the event is told whole or not at all. */
  readonly split: EventSplit | null;
}

/** Reads the events of one stream, in order. One per stream, not shared. Never throws. */
export type StreamTexts = (data: JsonValue, name: string | null) => EventTexts;

export const NO_TEXTS: EventTexts = { fragments: [], closes: [], split: null };

/** Every string below a value of an event, each in the channel that `channel` and its place name. */
export function fragmentsBelow(
  value: JsonValue | undefined,
  pointer: string,
  channel: string,
  mode: Fragment['mode'],
  skip: ReadonlySet<string> = NOWHERE,
): Fragment[] {
  const fragments: Fragment[] = [];
  const visit = (at: string, text: string): void => {
    fragments.push({ channel: channel + at, pointer: pointer + at, text, mode, role: 'assistant', kind: 'text' });
  };
  walkStrings(value, '', visit, { skip });
  return fragments;
}

const NOWHERE: ReadonlySet<string> = new Set();

/** Every string and number of JSON that an event carries whole: what a tool gets, mostly. */
export function leavesBelow(value: JsonValue | undefined, pointer: string, channel: string): Fragment[] {
  const fragments: Fragment[] = [];
  const visit = (at: string, text: string, role: Role, leaf: Leaf): void => {
    const to = channel + at;
    fragments.push({ channel: to, pointer: pointer + at, text, mode: 'whole', role, kind: 'text', leaf });
  };
  walkStrings(value, '', visit, { reach: 'all', role: 'assistant' });
  return fragments;
}

/** The parts of something an event carries whole, as fragments: `from` in the parts is `pointer` in the event. */
export function fragmentsOf(
  parts: readonly Part[],
  from: string,
  pointer: string,
  channel: string,
  mode: Fragment['mode'],
): Fragment[] {
  return parts.flatMap((part) =>
    part.pointer.startsWith(from)
      ? {
          channel: channel + part.pointer.slice(from.length),
          pointer: pointer + part.pointer.slice(from.length),
          text: part.text,
          mode,
          role: part.role,
          kind: part.kind ?? 'text',
          ...(part.leaf === undefined ? {} : { leaf: part.leaf }),
        }
      : [],
  );
}

/**
 * Events that say everything at once, for dialects without a known stream: each string and number stands for itself.
 */
export function createWholeTexts(): StreamTexts {
  let count = 0;
  return (data) => {
    count += 1;
    return { fragments: leavesBelow(data, '', `#${count}`), closes: [], split: null };
  };
}

/** The same where a dialect reads an event as it reads an answer. */
export function createPartTexts(partsOf: (event: JsonValue) => readonly Part[]): StreamTexts {
  let count = 0;
  return (data) => {
    count += 1;
    return { fragments: fragmentsOf(partsOf(data), '', '', `#${count}`, 'whole'), closes: [], split: null };
  };
}
