import { readFile } from 'node:fs/promises';

import type { SavedSettings } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { savedSettingsSchema } from '../../../shared/rpc/schemas.ts';
import { writeWholeFile } from './whole-file.ts';

export interface SavedFile {
  readonly values: Partial<SavedSettings>;
  /** Names in the file that were not usable; they fall back to the default and are kept out of the next write. */
  readonly ignored: readonly string[];
}

/** One bad value must not lose the others, nor keep the engine from starting. */
export async function readSavedFile(path: string): Promise<SavedFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { values: {}, ignored: [] };
    throw new SluiceError('data_unwritable', `The settings file cannot be read: ${path}`, { cause: error });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { values: {}, ignored: ['(the whole file is not JSON)'] };
  }
  if (!isJsonObject(parsed)) return { values: {}, ignored: ['(the whole file is not an object)'] };
  const values: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(parsed)) {
    const one = savedSettingsSchema.partial().safeParse({ [name]: value });
    if (one.success) Object.assign(values, one.data);
    else ignored.push(name);
  }
  return { values, ignored };
}

export function writeSavedFile(path: string, values: Partial<SavedSettings>): Promise<void> {
  return writeWholeFile(path, `${JSON.stringify(values, null, 2)}\n`, 'Settings');
}
