/** Opening the database: pragmas, migrations with a backup before them, and errors in our own words. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';

import { SluiceError } from '../../../shared/errors.ts';
import { backupFolder, databaseFile, isDamage, setAside, sqliteCode, unwritable } from './folder.ts';
import { MIGRATIONS } from './migrations.ts';

export type Db = Database.Database;

/** "Slce": says in the file's header that it is ours (https://sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x53_6c_63_65;
/** 16 MB of WAL before a checkpoint: fewer stalls than SQLite's 4 MB at the rates of a busy gateway. */
const CHECKPOINT_PAGES = 4_000;
const BACKUPS_KEPT = 2;

/**
 * Opens the writer's connection and brings the schema up to date; an existing database is backed up first. Throws
 * SluiceError `data_unwritable`, or `data_damaged` when it is not readable (it has then been set aside, nothing in it
 * changed, and the next start begins with an empty store) or is a newer Sluice's (it stays where it is).
 */
export function openForWriting(folder: string, migrations: readonly string[] = MIGRATIONS): Db {
  const file = databaseFile(folder);
  let db: Db | undefined;
  try {
    db = new Database(file, { timeout: 5_000 });
    const version = checkOurs(db, file, migrations.length);
    // Only has an effect before the first table: pages freed by prune can be given back without rewriting the file.
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    // With a WAL, NORMAL loses at most the last commits on power loss and never corrupts.
    db.pragma('synchronous = NORMAL');
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.pragma('cache_size = -32000');
    db.pragma('temp_store = MEMORY');
    if (version < migrations.length) migrate(db, folder, version, migrations);
    return db;
  } catch (error) {
    db?.close();
    throw openingFailed(folder, error);
  }
}

/**
 * What to say of a failure while opening. A damaged database is set aside: the closed file is moved, nothing in it
 * changed, and the next start begins with an empty store.
 */
export function openingFailed(folder: string, error: unknown): SluiceError {
  if (error instanceof SluiceError) return error;
  if (!isDamage(error)) return unwritable(folder, error);
  const kept = setAside(folder, new Date());
  return new SluiceError(
    'data_damaged',
    `The database in ${folder} is damaged and was set aside, unchanged, in ${kept}. The next start begins with an empty store.`,
    { cause: error },
  );
}

/**
 * A connection that can only read; others may write meanwhile. Throws SluiceError `not_found` when nothing was ever
 * stored there, `data_damaged` when it cannot be read or has another version's schema.
 */
export function openForReading(folder: string): Db {
  const file = databaseFile(folder);
  if (!existsSync(file)) throw new SluiceError('not_found', `There is no Sluice database in ${folder}.`);
  let db: Db | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
    const version = checkOurs(db, file, MIGRATIONS.length);
    if (version < MIGRATIONS.length) {
      throw new SluiceError('data_damaged', `${file} is from an older Sluice: start the engine on it once.`);
    }
    db.pragma('cache_size = -32000');
    db.pragma('temp_store = MEMORY');
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof SluiceError) throw error;
    throw new SluiceError('data_damaged', `The database ${file} cannot be read: ${String(error)}`, { cause: error });
  }
}

/** The schema version; 0 for a new file. */
function checkOurs(db: Db, file: string, newest: number): number {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > newest) {
    throw new SluiceError(
      'data_damaged',
      `${file} was written by a newer Sluice (schema ${version}, this one knows ${newest}). Nothing was changed.`,
    );
  }
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (tables > 0 && db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new SluiceError('data_damaged', `${file} is not a Sluice database. Nothing was changed.`);
  }
  return version;
}

function migrate(db: Db, folder: string, from: number, migrations: readonly string[]): void {
  if (from > 0) backUp(db, folder, from);
  for (const [index, sql] of migrations.entries()) {
    if (index < from) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
}

/** A copy that is complete or absent: written under another name would outlive a crash, so leftovers are removed. */
function backUp(db: Db, folder: string, version: number): void {
  const backups = backupFolder(folder);
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const target = join(backups, `sluice-v${version}-${stamp}.db`);
  try {
    db.prepare('VACUUM INTO ?').run(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
  const all = readdirSync(backups)
    .map((name) => join(backups, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of all.slice(BACKUPS_KEPT)) rmSync(old, { force: true });
}

/** What a person reads when writing failed. */
export function describeFailure(error: unknown): string {
  const code = sqliteCode(error);
  if (code.startsWith('SQLITE_FULL'))
    return 'The disk (or the database’s limit) is full: exchanges are not being stored.';
  if (code.startsWith('SQLITE_IOERR')) return `The disk failed while storing exchanges (${code}).`;
  if (code.startsWith('SQLITE_READONLY'))
    return 'The data folder has become read-only: exchanges are not being stored.';
  if (isDamage(error)) return 'The database is damaged: exchanges are not being stored.';
  return `Storing exchanges failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** Of the SQLite this build carries, e.g. `3.53.0`. */
export function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    return db.prepare('SELECT sqlite_version()').pluck().get() as string;
  } finally {
    db.close();
  }
}
