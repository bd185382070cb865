import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';

/** By which of these an item of a list is known again. */
const IDENTITIES = ['type', 'pattern', 'topic', 'phrase', 'name'] as const;

/**
 * What a file says after an edit: `fresh` is what the edited policy says of the fields known here, `was` what the file
 * said of them. Where the two agree the file stays as it is, so that all that is not known here survives.
 */
export function mergeInto(file: JsonObject, was: JsonObject, fresh: JsonObject): JsonObject {
  const merged: JsonObject = { ...file };
  for (const key of new Set([...Object.keys(was), ...Object.keys(fresh)])) {
    if (sameJson(was[key], fresh[key])) continue;
    const value = mergeValue(file[key], was[key], fresh[key]);
    if (value === undefined) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

function mergeValue(
  file: JsonValue | undefined,
  was: JsonValue | undefined,
  fresh: JsonValue | undefined,
): JsonValue | undefined {
  if (isJsonObject(file) && (isJsonObject(was) || isJsonObject(fresh))) {
    const merged = mergeInto(file, isJsonObject(was) ? was : {}, isJsonObject(fresh) ? fresh : {});
    return Object.keys(merged).length === 0 && fresh === undefined ? undefined : merged;
  }
  if (Array.isArray(file) && Array.isArray(fresh)) return mergeLists(file, Array.isArray(was) ? was : [], fresh);
  if (Array.isArray(file) && Array.isArray(was) && fresh === undefined) return mergeLists(file, was, []);
  return fresh;
}

/** Items nobody here knew stay where they are; the others are as the edited policy has them, with what else they said. */
function mergeLists(file: readonly JsonValue[], was: readonly JsonValue[], fresh: readonly JsonValue[]): JsonValue[] {
  const known = new Set(was.map(identityOf));
  const told = new Map(file.map((item) => [identityOf(item), item]));
  const unknown = file.filter((item) => !known.has(identityOf(item)));
  const before = new Map(was.map((item) => [identityOf(item), item]));
  const kept = fresh.map((item) => {
    const old = told.get(identityOf(item));
    const earlier = before.get(identityOf(item));
    return isJsonObject(old) && isJsonObject(item) ? mergeInto(old, isJsonObject(earlier) ? earlier : {}, item) : item;
  });
  return [...kept, ...unknown];
}

function identityOf(item: JsonValue): string {
  if (!isJsonObject(item)) return JSON.stringify(item);
  for (const key of IDENTITIES) {
    const value = item[key];
    // Names of data types are written in any case.
    if (typeof value === 'string') return `${key}:${key === 'type' ? value.toLowerCase() : value}`;
  }
  return JSON.stringify(item);
}

/** Equal whatever the order of the members. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameJson(a[key], b[key]));
}
