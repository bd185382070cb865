/** The store room: SQLite in the data folder. */
export { sqliteVersion } from './database.ts';
export { openStore } from './store-client.ts';
export type * from './store.ts';
