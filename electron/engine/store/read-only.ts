/** Reading a data folder from another process than the engine's, whether one is running or not. */
import { readConversation } from '../dialects/index.ts';
import { openForReading } from './database.ts';
import { Reader } from './reader.ts';
import type { StoredExchange } from './store.ts';

export interface ReadOnlyStore {
  /** What matches the filter, oldest first, as stored. Throws SluiceError `invalid_call` for a filter that does not parse. */
  exchanges(filter: string): Iterable<StoredExchange>;
  close(): void;
}

/** Synchronous, for a command line. Throws SluiceError `not_found`, `data_damaged`. */
export function openReadOnly(folder: string): ReadOnlyStore {
  const db = openForReading(folder);
  const reader = new Reader(db, readConversation);
  return {
    exchanges: (filter) => reader.exchanges(filter),
    close: () => {
      db.close();
    },
  };
}
