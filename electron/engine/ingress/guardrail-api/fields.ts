import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import { parseExactly } from '../../dialects/index.ts';

/** A string, or null for anything else. */
export function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** A string, trimmed, or a number or boolean as one; null for anything else and for ''. */
export function word(value: JsonValue | undefined): string | null {
  const simple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const trimmed = simple ? String(value).trim() : '';
  return trimmed === '' ? null : trimmed;
}

export function object(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** A string that holds JSON, as Akto's clients nest it; undefined when it does not. */
export function nested(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseExactly(value);
  } catch {
    return undefined;
  }
}

/** An object, or a string that holds one; `{}` otherwise. */
export function objectOrNested(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : object(nested(value));
}

/** A flat map of texts, as headers and tags are; what is not a text or a number is left out. */
export function flatMap(value: JsonValue | undefined): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, entry] of Object.entries(objectOrNested(value))) {
    if (typeof entry === 'string') flat[key] = entry;
    else if (typeof entry === 'number' || typeof entry === 'boolean') flat[key] = String(entry);
  }
  return flat;
}
