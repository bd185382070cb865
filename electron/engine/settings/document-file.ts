/** Documents in the data folder that a damaged line must not lose: what cannot be read is kept aside, and said. */
import { readFile, rename } from 'node:fs/promises';
import { basename } from 'node:path';

import { SluiceError } from '../../../shared/errors.ts';
import { type JsonObject, isJsonObject } from '../../../shared/json.ts';

/**
 * The document in a file; `none`: nothing was saved; `unreadable`: no JSON object, or of another version of the format.
 * `what` names it in errors: `policies`. Throws SluiceError `data_unwritable` when the file is there and cannot be read.
 */
export async function readDocument(
  path: string,
  version: number,
  what: string,
): Promise<JsonObject | 'none' | 'unreadable'> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw new SluiceError('data_unwritable', `The ${what} cannot be read: ${path}`, { cause: error });
  }
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && value['version'] === version ? value : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** The next save would overwrite what could not be read. */
export async function keepAside(path: string, what: string): Promise<void> {
  try {
    await rename(path, `${path}${UNREADABLE}`);
  } catch (error) {
    throw new SluiceError('data_unwritable', `The unreadable ${what} could not be kept: ${path}`, { cause: error });
  }
}

const UNREADABLE = '.unreadable';

export function unreadableName(path: string): string {
  return `${basename(path)}${UNREADABLE}`;
}
