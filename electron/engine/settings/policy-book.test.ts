import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Policy } from '../../../shared/domain/index.ts';
import { DEFAULT_POLICIES } from '../policy/index.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { openPolicyBook } from './policy-book.ts';

const OWN: Policy = {
  id: 'own',
  name: 'Own',
  description: '',
  enabled: true,
  severity: 'low',
  rules: [{ type: 'email', onRequest: 'block', onResponse: 'none' }],
  agents: [],
  advice: '',
};

test('before anything is saved the built-in policies are in force', async () => {
  const book = await openPolicyBook(await temporaryFolder());
  expect(book.describe()).toEqual({
    policies: DEFAULT_POLICIES,
    exceptions: [],
    revision: 0,
    builtIn: DEFAULT_POLICIES.map(({ id }) => id),
    noEffect: [],
    notice: null,
  });
});

test('what was saved is in force at once, told to listeners, and there again after a restart, in its order', async () => {
  const folder = await temporaryFolder();
  const book = await openPolicyBook(folder);
  const heard: number[] = [];
  book.onChange(({ revision }) => heard.push(revision));
  const exceptions = [{ kind: 'rule' as const, rule: 'pii.email', agents: ['billing'] }];
  await book.save({ policies: [OWN, ...DEFAULT_POLICIES], exceptions, revision: 0 });
  expect(book.current).toMatchObject({ revision: 1, exceptions });
  expect(heard).toEqual([1]);
  const again = await openPolicyBook(folder);
  expect(again.current).toEqual({ policies: [OWN, ...DEFAULT_POLICIES], exceptions, revision: 1 });
});

test('an empty list that was saved stays empty', async () => {
  const folder = await temporaryFolder();
  await (await openPolicyBook(folder)).save({ policies: [], exceptions: [], revision: 0 });
  expect((await openPolicyBook(folder)).current.policies).toEqual([]);
});

test('of two windows that save at once the second one is told, and nothing of it is saved', async () => {
  const book = await openPolicyBook(await temporaryFolder());
  const first = book.save({ policies: [OWN], exceptions: [], revision: 0 });
  const second = book.save({ policies: [], exceptions: [], revision: 0 });
  await first;
  await expect(second).rejects.toMatchObject({ code: 'conflict' });
  expect(book.current.policies).toEqual([OWN]);
  await book.save({ policies: [], exceptions: [], revision: 1 });
});

test.each([
  [
    'a pattern that is none',
    { policies: [{ ...OWN, patterns: [{ name: 'x', pattern: '(', onRequest: 'block', onResponse: 'none' }] }] },
    "Policy 'Own' at patterns.0.pattern: missing closing )",
  ],
  ['two policies of one id', { policies: [OWN, OWN] }, "Policy 'Own' at id: another policy has this id"],
  ['an unknown field', { policies: [{ ...OWN, colour: 'red' }] }, 'Policy \'Own\': Unrecognized key: "colour"'],
  ['an exception that is none', { exceptions: [{ kind: 'phrase', phrase: 'x' }] }, 'Exceptions at 0.phrase'],
])('%s is refused with a reason, and nothing is saved', async (_what, wrong, reason) => {
  const folder = await temporaryFolder();
  const book = await openPolicyBook(folder);
  const saving = book.save({ policies: [OWN], exceptions: [], revision: 0, ...wrong });
  await expect(saving).rejects.toMatchObject({
    code: 'invalid_policy',
    message: expect.stringContaining(reason) as unknown,
  });
  expect(book.current).toMatchObject({ policies: DEFAULT_POLICIES, revision: 0 });
  expect(await readdir(folder)).toEqual([]);
});

test('built-in policies come back as they were shipped; own ones and the order stay', async () => {
  const book = await openPolicyBook(await temporaryFolder());
  const [first, second, ...rest] = DEFAULT_POLICIES;
  const changed = { ...second!, enabled: false, rules: [] };
  await book.save({ policies: [OWN, changed, ...rest], exceptions: [], revision: 0 });
  const { policies } = await book.restoreDefaults(1);
  expect(policies).toEqual([first, OWN, second, ...rest]);
});

test('a file of which one policy is broken keeps the others in force and is not overwritten', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'policies.json');
  const broken = JSON.stringify({ version: 1, revision: 7, policies: [OWN, { id: 'half' }], exceptions: [] });
  await writeFile(file, broken);
  const book = await openPolicyBook(folder);
  expect(book.current).toEqual({ policies: [OWN], exceptions: [], revision: 7 });
  expect(book.describe().notice).toContain('policies.json.unreadable');
  // Said again after a restart: nobody may have seen it.
  expect((await openPolicyBook(folder)).describe().notice).not.toBeNull();
  await book.save({ policies: [OWN], exceptions: [], revision: 7 });
  expect(await readFile(`${file}.unreadable`, 'utf8')).toBe(broken);
  expect((await openPolicyBook(folder)).describe()).toMatchObject({ revision: 8, notice: null });
});

test.each([
  ['half a file', '{"version":1,"policies":[{"id"'],
  ['a file of a later Sluice', '{"version":2,"policies":{}}'],
  ['something else', '[]'],
])('%s never leaves traffic without a policy, and is kept', async (_what, text) => {
  const folder = await temporaryFolder();
  const file = join(folder, 'policies.json');
  await writeFile(file, text);
  const book = await openPolicyBook(folder);
  expect(book.current.policies).toEqual(DEFAULT_POLICIES);
  expect(book.describe().notice).toContain('could not be read');
  await book.save({ policies: [OWN], exceptions: [], revision: 0 });
  expect(await readFile(`${file}.unreadable`, 'utf8')).toBe(text);
});
