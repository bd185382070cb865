/** Masks that a service outside asks for: it gives back the whole body, we want to know which texts of it changed. */
import { type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import type { StringEdit } from '../../dialects/index.ts';

export interface OutsideMask {
  /** The body as it came. */
  readonly original: string;
  /** As it would be forwarded, our own edits made. */
  readonly forwarded: string;
  /** As the service saw it: secrets replaced, too. */
  readonly sent: string;
  /** What it gave back. */
  readonly modified: string;
  readonly isJson: boolean;
  readonly edits: readonly StringEdit[];
}

/**
 * Our edits and the service's as one list, edits of the original. null: it changed more than texts, or a text in which
 * it did not see what stands there.
 */
export function withOutsideMask(mask: OutsideMask): readonly StringEdit[] | null {
  const changed = mask.isJson ? changedStrings(mask) : new Map([['', mask.modified]]);
  if (changed === null) return null;
  const [original, forwarded, sent] = [mask.original, mask.forwarded, mask.sent].map(mask.isJson ? read : plain);
  const added: StringEdit[] = [];
  for (const [pointer, replacement] of changed) {
    const before = original?.(pointer);
    if (typeof before !== 'string' || forwarded?.(pointer) !== sent?.(pointer)) return null;
    added.push({ pointer, start: 0, end: before.length, replacement });
  }
  return [...mask.edits.filter(({ pointer }) => !changed.has(pointer)), ...added];
}

function changedStrings({ sent, modified }: OutsideMask): Map<string, string> | null {
  const changed = new Map<string, string>();
  const walk = (before: JsonValue, after: JsonValue, pointer: string): boolean => {
    if (typeof before === 'string' && typeof after === 'string') {
      if (before !== after) changed.set(pointer, after);
      return true;
    }
    if (Array.isArray(before)) {
      if (!Array.isArray(after) || after.length !== before.length) return false;
      return before.every((one, index) => walk(one, after[index] ?? null, `${pointer}/${index}`));
    }
    if (isJsonObject(before)) {
      if (!isJsonObject(after) || Object.keys(after).length !== Object.keys(before).length) return false;
      return Object.entries(before).every(([name, one]) => {
        const other = after[name];
        return (
          other !== undefined && walk(one, other, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
        );
      });
    }
    return before === after;
  };
  try {
    return walk(JSON.parse(sent) as JsonValue, JSON.parse(modified) as JsonValue, '') ? changed : null;
  } catch {
    return null;
  }
}

const plain = (text: string) => () => text;

/** Values at RFC 6901 pointers. */
function read(text: string): (pointer: string) => JsonValue | undefined {
  const whole = JSON.parse(text) as JsonValue;
  return (pointer) => {
    let value: JsonValue | undefined = whole;
    for (const step of pointer.split('/').slice(1)) {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(value)) value = value[Number(key)];
      else if (isJsonObject(value)) value = value[key];
      else return undefined;
    }
    return value;
  };
}
