import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

import { SluiceError } from '../../../shared/errors.ts';

/**
 * Written beside, flushed and renamed, so that a crash or a power cut leaves the old or the new file, never half of one.
 * Throws SluiceError `data_unwritable`.
 */
export async function writeWholeFile(path: string, text: string, what: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    throw new SluiceError('data_unwritable', `${what} could not be saved to ${path}`, { cause: error });
  }
}
