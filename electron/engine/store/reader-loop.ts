/** The reader's thread: answers queries one after the other and says which were slow. */
import type { MessagePort } from 'node:worker_threads';

import { SluiceError } from '../../../shared/errors.ts';
import type { ConversationReader } from '../dialects/index.ts';
import { type Db, openForReading } from './database.ts';
import type { Call, FromReader, ReaderCalls, ReaderData } from './protocol.ts';
import { Reader } from './reader.ts';

const SLOW_MS = 200;

export function serveReader(port: MessagePort, { folder }: ReaderData, readConversation: ConversationReader): void {
  const post = (message: FromReader) => port.postMessage(message);
  let open: { readonly db: Db; readonly reader: Reader } | null = null;

  const perform = (name: keyof ReaderCalls, args: unknown): unknown => {
    if (name === 'release') {
      open?.db.close();
      open = null;
      return null;
    }
    if (open === null) {
      const db = openForReading(folder);
      open = { db, reader: new Reader(db, readConversation) };
    }
    const query = open.reader[name].bind(open.reader) as (args: unknown) => unknown;
    return query(args);
  };

  port.on('message', ({ id, name, args }: Call<ReaderCalls>) => {
    const began = performance.now();
    try {
      post({ kind: 'result', id, value: perform(name, args) });
    } catch (error) {
      const code = error instanceof SluiceError ? error.code : 'internal';
      post({ kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) });
    }
    const durationMs = performance.now() - began;
    if (durationMs > SLOW_MS) post({ kind: 'slow', name, durationMs });
  });
}

/** SQLite's own check of the file's structure, without the indexes' content: reads everything once. */
export function checkIntegrity(port: MessagePort, { folder }: ReaderData): void {
  let problem: string | null;
  try {
    const db = openForReading(folder);
    const found = db.pragma('quick_check(1)', { simple: true }) as string;
    problem = found === 'ok' ? null : found;
    db.close();
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  port.postMessage({ kind: 'checked', problem } satisfies FromReader);
}
