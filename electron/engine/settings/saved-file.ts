import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { SavedSettings } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { savedSettingsSchema } from '../../../shared/rpc/schemas.ts';

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

/** Written beside and renamed, so that a crash leaves the old or the new file, never half of one. */
export async function writeSavedFile(path: string, values: Partial<SavedSettings>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(temporary, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    throw new SluiceError('data_unwritable', `Settings could not be saved to ${path}`, { cause: error });
  }
}
