import type { Policy } from '../../../../shared/domain/index.ts';

/** The object with a field set; `undefined` takes an optional one away, as the schema wants it. */
export function put<T extends object, K extends keyof T>(value: T, key: K, field: T[K] | undefined): T {
  const { [key]: _old, ...rest } = value;
  return (field === undefined ? rest : { ...rest, [key]: field }) as T;
}

/** Optional fields that hold nothing are not written down. */
export function putList<K extends 'patterns' | 'words' | 'topics' | 'exceptAgents' | 'models' | 'exceptions'>(
  policy: Policy,
  key: K,
  list: NonNullable<Policy[K]>,
): Policy {
  return put(policy, key, list.length === 0 ? undefined : list);
}

/** The list with the element at `index` replaced; `null` takes it out. */
export function replaceAt<T>(list: readonly T[], index: number, value: T | null): readonly T[] {
  return list.flatMap((one, at) => (at === index ? (value === null ? [] : [value]) : [one]));
}

/** A name for a new rule that none of the others has. */
export function freshName(stem: string, taken: readonly { readonly name: string }[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem} ${number}`;
    if (!taken.some((one) => one.name === name)) return name;
  }
}
