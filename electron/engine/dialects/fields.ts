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

/** Whether a message is a role and a text and no more, as most are. */
export function isPlainMessage(message: JsonObject): boolean {
  for (const key in message) if (key !== 'role' && key !== 'content') return false;
  const role = message['role'];
  return typeof role === 'string' && /^[a-z]{1,20}$/.test(role) && typeof message['content'] === 'string';
}
