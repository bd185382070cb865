/** The store room: SQLite in the data folder. */
export { sqliteVersion } from './database.ts';
export { LANES, type OutboxAnswer, type OutboxOrder, type OutboxRejection, type OutboxReturn } from './outbox.ts';
export { type OutboxSource, openOutbox } from './outbox-source.ts';
export { type ReadOnlyStore, openReadOnly } from './read-only.ts';
export { createRedact } from './redaction.ts';
export { REDACTION_TOOLS } from './redaction-tools.ts';
export { type Retention, keepRetention } from './retention.ts';
export { openStore } from './store-client.ts';
export type * from './store.ts';
