import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';

import { crashEntry, recordCrash, scrub } from './crash-log.ts';

test.each([
  ['Authorization: Bearer abc.def', 'Authorization: Bearer [removed]'],
  ['connect http://user:pass@host:4000/v1', 'connect http://[removed]@host:4000/v1'],
  ['GET /v1?key=made-up&x=1', 'GET /v1?key=[removed]&x=[removed]'],
  ['mail to someone@example.test now', 'mail to [address] now'],
  ['key made-up-0000-0000-0000-0000', 'key [removed]'],
  ['card 0000 0000 0000 0000', 'card [number]'],
  ['at run (/home/someone/app/dist/main.mjs:10:5)', 'at run (~/app/dist/main.mjs:10:5)'],
  ['TypeError: x is not a function', 'TypeError: x is not a function'],
])('%s', (text, expected) => {
  expect(scrub(text, '/home/someone')).toBe(expected);
});

test('an entry tells when, what and where', () => {
  const entry = crashEntry(new Date(0), 'window', new RangeError('too far'));
  expect(entry).toMatch(/^1970-01-01T00:00:00.000Z window\nRangeError: too far\n\s+at /);
  expect(crashEntry(new Date(0), 'process GPU', 'killed')).toBe('1970-01-01T00:00:00.000Z process GPU\nkilled\n\n');
});

test('it is appended to a file only its owner reads, begun anew when large, and never throws', () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const folder = mkdtempSync(join(tmpdir(), 'sluice-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'logs', 'crash.log');
  recordCrash(file, 'one', 'first');
  recordCrash(file, 'two', 'second');
  expect(readFileSync(file, 'utf8')).toMatch(/one\nfirst\n\n.* two\nsecond\n\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'x'.repeat(1_000_001));
  recordCrash(file, 'three', 'third');
  expect(readFileSync(file, 'utf8')).toMatch(/^\S+ three\nthird\n\n$/);
  recordCrash(join(file, 'below-a-file'), 'four', 'fourth');
});
