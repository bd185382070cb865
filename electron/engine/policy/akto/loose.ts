/** Fields of a file that others wrote: what has another type than expected reads as absent. */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';

export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

export function numberOf(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((item) => textOf(item)).filter((text) => text !== '') : [];
}

/** Whether a field says anything: `false`, 0, empty texts and lists, and `{enabled: false}` do not. */
export function saysSomething(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (!isJsonObject(value)) return true;
  return value['enabled'] !== false && Object.values(value).some(saysSomething);
}
