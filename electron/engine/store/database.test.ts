import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';

import { type Db, openForReading, openForWriting, sqliteVersion } from './database.ts';
import { backupFolder, databaseBytes, databaseFile, lockFolder, prepareFolder } from './folder.ts';
import { MIGRATIONS } from './migrations.ts';
import { temporaryFolder } from './test-support/folder.ts';

const open = (db: Db): Db => {
  onTestFinished(() => void db.close());
  return db;
};
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'nothing was thrown';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

test('a new database has the newest schema, a WAL and no backup', () => {
  const folder = temporaryFolder();
  const db = open(openForWriting(folder));
  expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('auto_vacuum', { simple: true })).toBe(2);
  expect(readdirSync(folder)).not.toContain('backups');
  expect(databaseBytes(folder)).toBeGreaterThan(0);
});

test('an older database is backed up, then brought up to date; only the last backups are kept', () => {
  const folder = temporaryFolder();
  const first = openForWriting(folder, ['CREATE TABLE t (x); INSERT INTO t VALUES (1);']);
  first.close();
  let steps = ['CREATE TABLE t (x); INSERT INTO t VALUES (1);'];
  for (const next of ['UPDATE t SET x = 2', 'UPDATE t SET x = 3', 'UPDATE t SET x = 4']) {
    steps = [...steps, next];
    openForWriting(folder, steps).close();
  }
  const now = open(new Database(databaseFile(folder)));
  expect(now.prepare('SELECT x FROM t').pluck().get()).toBe(4);
  expect(now.pragma('user_version', { simple: true })).toBe(4);
  const kept = readdirSync(backupFolder(folder)).sort();
  expect(kept.map((name) => name.slice(0, 9))).toEqual(['sluice-v2', 'sluice-v3']);
  const backup = open(new Database(join(backupFolder(folder), kept[1] ?? ''), { readonly: true }));
  expect(backup.prepare('SELECT x FROM t').pluck().get()).toBe(3);
});

test('a migration that fails changes nothing and leaves the backup', () => {
  const folder = temporaryFolder();
  const one = 'CREATE TABLE t (x); INSERT INTO t VALUES (1);';
  openForWriting(folder, [one]).close();
  expect(codeOf(() => openForWriting(folder, [one, 'UPDATE t SET x = 2; SELECT * FROM nowhere;']))).toBe(
    'data_unwritable',
  );
  const db = open(openForWriting(folder, [one]));
  expect(db.prepare('SELECT x FROM t').pluck().get()).toBe(1);
  expect(readdirSync(backupFolder(folder))).toHaveLength(1);
});

test('without a backup there is no migration', () => {
  const folder = temporaryFolder();
  const one = 'CREATE TABLE t (x)';
  openForWriting(folder, [one]).close();
  writeFileSync(backupFolder(folder), 'a file where the folder should be');
  expect(codeOf(() => openForWriting(folder, [one, 'DROP TABLE t']))).toBe('data_unwritable');
  expect(
    open(openForWriting(folder, [one]))
      .prepare('SELECT count(*) FROM t')
      .pluck()
      .get(),
  ).toBe(0);
});

test('a newer schema, somebody else’s database and an older one for reading are left as they are', () => {
  const folder = temporaryFolder();
  openForWriting(folder, [...MIGRATIONS, 'CREATE TABLE later (x)']).close();
  expect(codeOf(() => openForWriting(folder))).toBe('data_damaged');
  expect(codeOf(() => openForReading(folder))).toBe('data_damaged');
  // A reader may leave the log's files; nothing is moved, nothing is backed up.
  expect(readdirSync(folder).filter((name) => !name.startsWith('sluice.db'))).toEqual([]);
  expect(readdirSync(folder)).toContain('sluice.db');

  const foreign = temporaryFolder();
  const other = new Database(databaseFile(foreign));
  other.exec('CREATE TABLE theirs (x)');
  other.close();
  expect(codeOf(() => openForWriting(foreign))).toBe('data_damaged');
  expect(readdirSync(foreign)).toEqual(['sluice.db']);

  const empty = temporaryFolder();
  expect(codeOf(() => openForReading(empty))).toBe('not_found');
});

test('a reader sees what is committed and cannot write', () => {
  const folder = temporaryFolder();
  const writer = open(openForWriting(folder));
  const reader = open(openForReading(folder));
  writer.exec(`INSERT INTO meta VALUES ('k', 'v')`);
  expect(reader.prepare(`SELECT value FROM meta WHERE key = 'k'`).pluck().get()).toBe('v');
  expect(() => reader.exec('DELETE FROM meta')).toThrow(/readonly/);
});

test('a reader opens a closed database, log or no log', () => {
  const folder = temporaryFolder();
  const writer = openForWriting(folder);
  writer.exec(`INSERT INTO meta VALUES ('k', 'v')`);
  writer.close();
  expect(open(openForReading(folder)).prepare('SELECT count(*) FROM meta').pluck().get()).toBe(1);
});

test('the lock is held by one and released by closing', () => {
  const folder = temporaryFolder();
  const release = lockFolder(folder);
  expect(codeOf(() => lockFolder(folder))).toBe('data_in_use');
  release();
  lockFolder(folder)();
  mkdirSync(join(folder, 'no', 'engine.lock'), { recursive: true });
  expect(codeOf(() => lockFolder(join(folder, 'no')))).toBe('data_unwritable');
});

test('a folder is made once, for its owner, and a file in its place is refused', () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  prepareFolder(folder);
  prepareFolder(folder);
  writeFileSync(join(folder, 'file'), '');
  expect(codeOf(() => prepareFolder(join(folder, 'file')))).toBe('data_unwritable');
});

test('SQLite says its version', () => {
  expect(sqliteVersion()).toMatch(/^3\.\d+\.\d+$/);
});
