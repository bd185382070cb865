import type { Policy } from '../../../shared/domain/index.ts';
import { aktoPolicyIn, readAkto } from './akto/read-akto.ts';
import type { FieldWithoutEffect } from './policy.ts';

/** What the file says from which a policy was imported, and nothing here does. */
export function fieldsWithoutEffect({ imported, name }: Policy): readonly FieldWithoutEffect[] {
  return imported === undefined ? [] : readAkto(aktoPolicyIn(imported), name).noEffect;
}
