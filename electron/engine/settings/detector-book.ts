import { join } from 'node:path';

import type { CustomDetector, DetectorIssue } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { DetectorsInForce, SavedDetectors } from '../../../shared/rpc/detectors-api.ts';
import { readDetector, readDetectors } from '../detectors/index.ts';
import { keepAside, readDocument, unreadableName } from './document-file.ts';
import { writeWholeFile } from './whole-file.ts';

/** Of the file's format; another number was written by another Sluice. */
const VERSION = 1;

/** The user's own detectors: one document beside the policies. What is saved counts from the next text on. */
export class DetectorBook {
  readonly #file: string;
  #current: SavedDetectors;
  #notice: string | null;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(file: string, { notice, ...current }: DetectorsInForce) {
    this.#file = file;
    this.#current = current;
    this.#notice = notice;
  }

  /** The same list until the next save. */
  get current(): readonly CustomDetector[] {
    return this.#current.detectors;
  }

  describe(): DetectorsInForce {
    return { ...this.#current, notice: this.#notice };
  }

  /** Throws SluiceError `invalid_detector`, `conflict`, `data_unwritable`; nothing is saved or applied then. */
  save(next: { detectors: readonly unknown[]; revision: number }): Promise<DetectorsInForce> {
    // One after the other: the second of two windows must see the first one's revision.
    const saved = this.#saving.then(async () => {
      if (next.revision !== this.#current.revision) {
        throw new SluiceError('conflict', 'The detectors were changed meanwhile. Look at them again before you save.');
      }
      const read = readDetectors(next.detectors);
      if (!read.ok) throw new SluiceError('invalid_detector', sayIssue(read.issues[0]!));
      const current = { detectors: read.detectors, revision: this.#current.revision + 1 };
      if (this.#notice !== null) await keepAside(this.#file, 'detectors');
      await writeWholeFile(this.#file, `${JSON.stringify({ version: VERSION, ...current }, null, 2)}\n`, 'Detectors');
      this.#current = current;
      this.#notice = null;
      return this.describe();
    });
    this.#saving = saved.catch(() => undefined);
    return saved;
  }
}

/**
 * Detectors that cannot be read are left out, and `notice` says so; the others count.
 *
 * Throws SluiceError `data_unwritable` when the file is there and cannot be read.
 */
export async function openDetectorBook(dataFolder: string): Promise<DetectorBook> {
  const file = join(dataFolder, 'detectors.json');
  const document = await readDocument(file, VERSION, 'detectors');
  return new DetectorBook(
    file,
    document === 'none' ? { detectors: [], revision: 0, notice: null } : contentOf(document, file),
  );
}

function contentOf(document: JsonObject | 'unreadable', file: string): DetectorsInForce {
  const kept = `saving keeps the old file as ${unreadableName(file)}`;
  if (document === 'unreadable' || !Array.isArray(document['detectors'])) {
    return { detectors: [], revision: 0, notice: `The saved detectors could not be read; ${kept}.` };
  }
  const saved: readonly unknown[] = document['detectors'];
  const detectors: CustomDetector[] = [];
  for (const value of saved) {
    const read = readDetector(value);
    if (read.ok && !detectors.some(({ id }) => id === read.detector.id)) detectors.push(read.detector);
  }
  const revision = typeof document['revision'] === 'number' ? document['revision'] : 0;
  const lost = saved.length - detectors.length;
  const what = lost === 1 ? 'One saved detector' : `${lost} saved detectors`;
  return { detectors, revision, notice: lost === 0 ? null : `${what} could not be read and left out; ${kept}.` };
}

/** `ticket: pattern, character 5: missing closing )` */
function sayIssue({ id, field, offset, message }: DetectorIssue): string {
  const where = offset === null ? '' : field === 'words' ? `, word ${offset + 1}` : `, character ${offset + 1}`;
  return `${id === '' ? 'A detector' : id}: ${field === 'other' ? '' : `${field}${where}: `}${message}`;
}
