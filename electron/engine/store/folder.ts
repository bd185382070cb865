/** The data folder: which files are in it, who may use it, and what happens to a damaged database. */
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';

import { SluiceError } from '../../../shared/errors.ts';

const DATABASE = 'sluice.db';
/** SQLite keeps these beside the database; they are part of it. */
const SUFFIXES = ['', '-wal', '-shm', '-journal'];
const DAMAGED = 'damaged-';

export const databaseFile = (folder: string): string => join(folder, DATABASE);
export const backupFolder = (folder: string): string => join(folder, 'backups');

/** Creates the folder, for its owner only, when it is missing. Throws SluiceError `data_unwritable`. */
export function prepareFolder(folder: string): void {
  try {
    if (existsSync(folder) && statSync(folder).isDirectory()) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

export function unwritable(folder: string, cause: unknown): SluiceError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SluiceError('data_unwritable', `Sluice cannot write to its data folder ${folder}: ${why}`, { cause });
}

/**
 * Holds the folder until the returned function is called or the process ends, however it ends: the lock is an exclusive
 * transaction on a tiny database of its own, which is a file lock that the operating system drops with the process. On
 * the main database it would keep the readers out. Throws SluiceError `data_in_use`, `data_unwritable`.
 */
export function lockFolder(folder: string): () => void {
  let lock: Database.Database;
  try {
    lock = new Database(join(folder, 'engine.lock'), { timeout: 0 });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (sqliteCode(cause).startsWith('SQLITE_BUSY')) {
      throw new SluiceError('data_in_use', `Another Sluice engine is using the data folder ${folder}.`, { cause });
    }
    throw unwritable(folder, cause);
  }
  return () => {
    lock.close();
  };
}

/** Bytes on disk of the database and what SQLite keeps beside it. */
export function databaseBytes(folder: string): number {
  let bytes = 0;
  for (const suffix of SUFFIXES) {
    bytes += statSync(databaseFile(folder) + suffix, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Moves the database out of the way, whole, and returns where it is now. Nothing in it is changed. */
export function setAside(folder: string, now: Date): string {
  const target = join(folder, DAMAGED + now.toISOString().replaceAll(/[:.]/g, '-'));
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const suffix of SUFFIXES) {
    const file = databaseFile(folder) + suffix;
    if (existsSync(file)) renameSync(file, join(target, DATABASE + suffix));
  }
  return target;
}

/** Folders with databases that were set aside, oldest first. */
export function damagedFolders(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(DAMAGED))
    .sort()
    .map((name) => join(folder, name));
}

/** Removes the database, its backups and what was set aside. The lock and everything that is not the store's stays. */
export function removeStore(folder: string): void {
  for (const suffix of SUFFIXES) rmSync(databaseFile(folder) + suffix, { force: true });
  rmSync(backupFolder(folder), { recursive: true, force: true });
  for (const damaged of damagedFolders(folder)) rmSync(damaged, { recursive: true, force: true });
}

/** SQLite's own word for a failure (`SQLITE_FULL`, …), '' when it was not SQLite's. */
export function sqliteCode(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : '';
}

export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error));
}
