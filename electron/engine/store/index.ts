/** The store room: SQLite in the data folder. */
export { sqliteVersion } from './database.ts';
export { type ReadOnlyStore, openReadOnly } from './read-only.ts';
export type { StoredExchange } from './reader.ts';
export { openStore } from './store-client.ts';
export type * from './store.ts';
