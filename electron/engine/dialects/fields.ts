import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';

/** Reading of untrusted JSON: everything may be missing or of another kind, nothing throws. */
export function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function stringAt(value: JsonValue | undefined, key: string): string | null {
  const found = member(value, key);
  return typeof found === 'string' ? found : null;
}

/** A whole number that is not negative: a count. */
export function countAt(value: JsonValue | undefined, key: string): number | null {
  const found = member(value, key);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : null;
}

export function arrayAt(value: JsonValue | undefined, key: string): readonly JsonValue[] {
  const found = member(value, key);
  return Array.isArray(found) ? found : [];
}

export function objectAt(value: JsonValue | undefined, key: string): JsonObject | null {
  const found = member(value, key);
  return isJsonObject(found) ? found : null;
}
