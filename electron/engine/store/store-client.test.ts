import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { expect, onTestFinished, test, vi } from 'vitest';

import { openForWriting } from './database.ts';
import { databaseFile } from './folder.ts';
import { type CommitEvent, type OpenStoreOptions, type Store, openReadOnly, openStore } from './index.ts';
import { allFiles, temporaryFolder } from './test-support/folder.ts';
import { T0, asking, closed, finding, jsonMessage, opened } from './test-support/records.ts';
import { recountFolder } from './test-support/recount.ts';
import { GITHUB_TOKEN, OPENAI_KEY, PASSWORD } from './test-support/secrets.ts';

async function start(folder: string, over: Partial<OpenStoreOptions> = {}): Promise<Store> {
  const store = await openStore({ folder, modeOverrides: {}, ...over });
  onTestFinished(() => store.dispose());
  return store;
}

function consistent(folder: string): void {
  const { kept, recounted } = recountFolder(folder);
  expect(kept).toEqual(recounted);
}

const ids = async (store: Store, filter = '') =>
  (await store.reader.listExchanges({ filter, limit: 1_000 })).rows.map(({ id }) => id);

test('what is handed over is committed, told, and read back', async () => {
  const folder = join(temporaryFolder(), 'deep', 'data');
  const store = await start(folder, { modeOverrides: { 'search-agent': 'log' } });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const events: CommitEvent[] = [];
  store.onCommit((event) => events.push(event));

  store.open(opened('a'));
  store.close(closed('a', { findings: [finding()] }));
  store.open(opened('b', { agent: 'other' }));
  expect(store.queueBytes).toBeGreaterThan(0);
  await store.flush();

  expect(store.queueBytes).toBe(0);
  expect(store.databaseBytes).toBeGreaterThan(0);
  expect(events.flatMap(({ rows }) => rows.map(({ id, state }) => [id, state]))).toEqual([
    ['a', 'complete'],
    ['b', 'open'],
  ]);
  expect(events.at(-1)?.totals.exchanges).toBe(2);
  expect(events[0]?.collections.find(({ agent }) => agent === 'search-agent')?.modeOverride).toBe('log');
  expect(await ids(store)).toEqual(['a', 'b']);
  expect((await store.reader.getExchange('a'))?.findings).toMatchObject([{ id: 1, type: 'email' }]);
  expect(await store.reader.getExchange('unknown')).toBeNull();
  expect((await store.reader.getCollection('search-agent'))?.summary.modeOverride).toBe('log');
  const { collections } = await store.reader.listCollections();
  expect(collections.map(({ agent, modeOverride }) => [agent, modeOverride])).toEqual([
    ['other', null],
    ['search-agent', 'log'],
  ]);
  consistent(folder);
});

test('whoever begins to listen and then reads hears of every exchange that reading did not show', async () => {
  const store = await start(temporaryFolder());
  let handedOver = 0;
  const traffic = setInterval(() => {
    // No more than one page shows.
    for (let index = 0; index < 5 && handedOver < 900; index += 1) store.open(opened(`x${handedOver++}`));
  }, 1);
  onTestFinished(() => clearInterval(traffic));
  for (let round = 0; round < 5; round += 1) {
    await expect.poll(() => handedOver, { interval: 1 }).toBeGreaterThan((round + 1) * 40);
    const seen = new Set<string>();
    const stopListening = store.onCommit(({ rows }) => rows.forEach(({ id }) => seen.add(id)));
    for (const id of await ids(store)) seen.add(id);
    const until = handedOver;
    await store.flush();
    expect(Array.from({ length: until }, (_, index) => `x${index}`).filter((id) => !seen.has(id))).toEqual([]);
    stopListening();
  }
});

test('a changed override is told at once', async () => {
  const store = await start(temporaryFolder());
  store.open(opened('a'));
  await store.flush();
  const told = vi.fn<(event: CommitEvent) => void>();
  store.onCommit(told);
  store.setModeOverrides({ 'search-agent': 'block', unknown: 'log' });
  await store.flush();
  expect(told.mock.calls.flatMap(([event]) => event.collections)).toMatchObject([
    { agent: 'search-agent', modeOverride: 'block' },
  ]);
});

test('a query that cannot be understood is refused, and the next one works', async () => {
  const store = await start(temporaryFolder());
  await expect(store.reader.listExchanges({ filter: 'nonsense:1', limit: 1 })).rejects.toMatchObject({
    code: 'invalid_call',
    message: expect.stringContaining('nonsense') as string,
  });
  expect(await ids(store)).toEqual([]);
});

test('disposing drains, and the next start finds a clean end', async () => {
  const folder = temporaryFolder();
  const first = await start(folder);
  for (let index = 0; index < 1_500; index += 1) {
    first.open(opened(`x${index}`));
    first.close(closed(`x${index}`));
  }
  await first.dispose();
  expect(existsSync(`${databaseFile(folder)}-wal`)).toBe(false);
  const second = await start(folder);
  expect((await second.reader.listCollections()).totals).toMatchObject({
    exchanges: 1_500,
    verdicts: { allow: 1_500 },
  });
  consistent(folder);
});

test('a second engine on the same folder is refused until the first is gone', async () => {
  const folder = temporaryFolder();
  const first = await start(folder);
  await expect(openStore({ folder, modeOverrides: {} })).rejects.toMatchObject({
    name: 'SluiceError',
    code: 'data_in_use',
  });
  await first.dispose();
  const second = await start(folder);
  expect(await ids(second)).toEqual([]);
});

test('a folder that cannot be made or written is refused', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const folder of [file, join(file, 'below')]) {
    await expect(openStore({ folder, modeOverrides: {} })).rejects.toMatchObject({ code: 'data_unwritable' });
  }
});

/** As an engine that died leaves it. */
function markUnclean(folder: string): void {
  const db = openForWriting(folder);
  db.exec(`UPDATE meta SET value = 1 WHERE key = 'running'`);
  db.close();
}

/** Starts the victim and kills it, as the kernel would, once it has committed so many rows. */
async function killAfter(folder: string, rows: number): Promise<Map<string, string>> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'test-support/victim.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const committed = new Map<string, string>();
  if (child.stdout === null) throw new Error('the victim has no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    for (const [id, state] of JSON.parse(line) as [string, string][]) committed.set(id, state);
    if (committed.size >= rows) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return committed;
}

test('kill -9 loses nothing that was committed, again and again', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const committed = new Map<string, string>();
  for (const rows of [1, 400, 2_500]) {
    for (const [id, state] of await killAfter(folder, rows)) committed.set(id, state);
    const store = await start(folder);
    const states = new Map<string, string>();
    for (let after = 0, hasMore = true; hasMore;) {
      const page = await store.reader.listExchanges({ filter: '', after, limit: 1_000 });
      for (const row of page.rows) states.set(row.id, row.state);
      after = page.rows.at(-1)?.seq ?? after;
      hasMore = page.hasMore;
    }
    expect(
      states
        .values()
        .filter((state) => state === 'open')
        .toArray(),
    ).toEqual([]);
    for (const [id, state] of committed) {
      // The last commit may have been made and not told: an open one may have ended.
      if (state === 'open') expect(['interrupted', 'complete']).toContain(states.get(id));
      else expect(states.get(id)).toBe(state);
    }
    expect(store.notice).toBeNull();
    consistent(folder);
    await store.dispose();
  }
  const reader = openReadOnly(folder);
  onTestFinished(() => reader.close());
  for (const { row, request } of reader.exchanges('state:complete')) {
    expect(request.body, row.id).toContain('words words');
  }
});

test('no credential and no detected secret is in any file of the folder, whatever becomes of the process', async () => {
  const folder = temporaryFolder();
  const store = await start(folder);
  const content = `password: ${PASSWORD}, key ${OPENAI_KEY}`;
  const at = content.indexOf(PASSWORD);
  const credential = 'credential-by-name-only';
  for (let index = 0; index < 50; index += 1) {
    store.open(
      opened(`s${index}`, { path: `/v1/x?api_key=${credential}&q=${OPENAI_KEY}`, agent: `bot ${GITHUB_TOKEN}` }),
    );
    store.setAgent({ id: `s${index}`, agent: `team ${GITHUB_TOKEN}`, agentSource: 'team-alias' });
    store.close(
      closed(`s${index}`, {
        request: {
          ...asking(content),
          headers: [
            ['authorization', `Bearer ${credential}`],
            ['x-note', GITHUB_TOKEN],
          ],
        },
        response: jsonMessage(
          { echo: `your password is ${PASSWORD}` },
          { headers: [['set-cookie', `sid=${credential}`]] },
        ),
        findings: [finding({ type: 'password', start: at, end: at + PASSWORD.length, evidence: '••••' })],
      }),
    );
  }
  await store.flush();
  const detail = await store.reader.getExchange('s0');
  expect(detail?.request.body).toContain('password: [password], key [secret.openai_api_key]');

  const secrets = [credential, OPENAI_KEY, GITHUB_TOKEN, PASSWORD];
  const search = () => {
    const files = allFiles(folder);
    expect(files.size).toBeGreaterThanOrEqual(2);
    for (const [name, bytes] of files) for (const secret of secrets) expect(bytes.includes(secret), name).toBe(false);
    // Compressed content hides from a search of bytes: look into it as well.
    const reader = openReadOnly(folder);
    for (const exchange of reader.exchanges('')) {
      for (const secret of secrets) expect(JSON.stringify(exchange)).not.toContain(secret);
    }
    reader.close();
  };
  search();
  await store.dispose();
  search();
});

test(
  'a full disk stops storing, says so, loses nothing that fits the queue, and goes on by itself',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const store = await start(folder, { maxDatabasePages: 150 });
    const errors: (string | null)[] = [];
    store.onError((message) => errors.push(message));
    let handed = 0;
    // Incompressible text, so that the limit comes soon.
    const noise = () => Array.from({ length: 40 }, () => crypto.randomUUID()).join(' ');
    while (store.error === null) {
      store.open(opened(`f${handed}`, { startedAt: T0 + handed }));
      store.close(closed(`f${handed}`, { request: asking(noise()) }));
      handed += 1;
      if (handed % 25 === 0) await store.flush().catch(() => undefined);
    }
    expect(errors[0]).toMatch(/full/);
    await expect(store.flush()).rejects.toMatchObject({ code: 'data_unwritable' });
    expect(store.queueBytes).toBeGreaterThan(0);
    // Traffic goes on: nobody waits for room that may never come.
    await store.whenRoom();
    consistent(folder);

    const { removed } = await store.prune({ olderThan: T0 + handed / 2, maxBytes: 1e9 });
    expect(removed).toBeGreaterThan(0);
    await store.flush();
    expect(store.error).toBeNull();
    expect(errors.at(-1)).toBeNull();
    expect(store.queueBytes).toBe(0);
    expect(store.unwritten).toBe(0);
    const left = await ids(store, '');
    expect(left.at(-1)).toBe(`f${handed - 1}`);
    const { totals } = await store.reader.listCollections();
    expect(totals.exchanges + removed).toBe(handed);
    consistent(folder);
  },
);

test('an id that was there before is discarded alone, and counted', async () => {
  const folder = temporaryFolder();
  const store = await start(folder);
  store.open(opened('a'));
  store.close(closed('a'));
  await store.flush();
  store.open(opened('b'));
  store.open(opened('a'));
  store.open(opened('c'));
  await store.flush();
  expect(await ids(store)).toEqual(['a', 'b', 'c']);
  expect(store.unwritten).toBe(1);
  expect(store.error).toBeNull();
  expect(store.queueBytes).toBe(0);
  consistent(folder);
});

test('delete all leaves nothing but what is going on', async () => {
  const folder = temporaryFolder();
  const store = await start(folder);
  for (let index = 0; index < 200; index += 1) {
    store.open(opened(`d${index}`, { agent: 'deleted-agent' }));
    if (index !== 5) store.close(closed(`d${index}`, { findings: [finding({ evidence: 'deleted-evidence' })] }));
  }
  await store.flush();
  expect(await ids(store, 'agent:deleted-agent')).toHaveLength(200);
  const events: CommitEvent[] = [];
  store.onCommit((event) => events.push(event));
  await store.deleteAll();
  expect(await ids(store)).toEqual(['d5']);
  expect(events.at(-1)?.totals.exchanges).toBe(1);
  expect((await store.reader.listViolations({ status: 'open', groupBy: 'rule', limit: 5 })).counts.open).toBe(0);
  for (const [name, bytes] of allFiles(folder)) expect(bytes.includes('deleted-evidence'), name).toBe(false);
  consistent(folder);

  // The one that was going on ends as if nothing had been; a new one comes after everything there ever was.
  store.close(closed('d5'));
  store.open(opened('new', { agent: 'new-agent' }));
  await store.flush();
  const { rows } = await store.reader.listExchanges({ filter: '', limit: 10 });
  expect(rows.map(({ id, seq, state }) => [id, seq, state])).toEqual([
    ['d5', 6, 'complete'],
    ['new', 201, 'open'],
  ]);
  consistent(folder);
});

test('pruning by size gives the disk its space back', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const store = await start(folder);
  for (let index = 0; index < 1_200; index += 1) {
    store.open(opened(`p${index}`));
    store.close(
      closed(`p${index}`, { request: asking(Array.from({ length: 100 }, () => crypto.randomUUID()).join(' ')) }),
    );
  }
  await store.flush();
  expect((await store.prune({ olderThan: T0, maxBytes: 1e9 })).removed).toBe(0);
  const { removed } = await store.prune({ olderThan: T0, maxBytes: 700_000 });
  expect(removed).toBeGreaterThanOrEqual(500);
  expect(removed).toBeLessThan(1_200);
  expect(statSync(databaseFile(folder)).size).toBeLessThan(1_000_000);
  expect((await ids(store)).at(-1)).toBe('p1199');
  consistent(folder);
});

test('a file that is no database is set aside whole; the start after that is empty and says why', async () => {
  const folder = temporaryFolder();
  const garbage = 'this was a database once '.repeat(1_000);
  writeFileSync(databaseFile(folder), garbage);
  const refused = await openStore({ folder, modeOverrides: {} }).then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({ code: 'data_damaged' });
  const aside = readdirSync(folder).find((name) => name.startsWith('damaged-'));
  expect((refused as Error).message).toContain(aside);
  expect(readFileSync(join(folder, aside ?? '', 'sluice.db'), 'utf8')).toBe(garbage);

  const store = await start(folder);
  expect(await ids(store)).toEqual([]);
  expect(store.notice).toContain(aside);
  await store.deleteAll();
  expect(store.notice).toBeNull();
  expect(readdirSync(folder).some((name) => name.startsWith('damaged-'))).toBe(false);
});

test(
  'damage that shows after an unclean end is found in the background and set aside while storing goes on',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    await killAfter(folder, 3_000);
    // A clean open and close folds the log in; then a page of content rots, and the engine dies.
    const repaired = await start(folder);
    await repaired.dispose();
    const file = databaseFile(folder);
    const db = openForWriting(folder);
    const page = db
      .prepare(`SELECT pageno FROM dbstat WHERE name = 'packs' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 2`)
      .pluck()
      .get() as number;
    db.close();
    const bytes = readFileSync(file);
    bytes.fill(0xee, (page - 1) * 4_096, page * 4_096);
    writeFileSync(file, bytes);
    markUnclean(folder);

    const store = await start(folder);
    const noticed = new Promise<string>((resolve) => store.onNotice(resolve));
    store.open(opened('during'));
    expect(await noticed).toMatch(/set aside/);
    store.close(closed('during'));
    await store.flush();
    expect(await ids(store)).toEqual(['during']);
    expect(store.error).toBeNull();
    const aside = readdirSync(folder).find((name) => name.startsWith('damaged-')) ?? '';
    expect(readFileSync(join(folder, aside, 'sluice.db')).length).toBeGreaterThanOrEqual(bytes.length);
    consistent(folder);
  },
);

test('while retention has much to remove, other orders are carried out and a close does not wait for its end', async () => {
  const folder = temporaryFolder();
  const store = await start(folder);
  const many = 20_000;
  for (let index = 0; index < many; index += 1) {
    store.open(opened(`x${index}`));
    store.close(closed(`x${index}`, index === 0 ? { findings: [finding()] } : {}));
  }
  await store.flush();
  let ended = false;
  const pruning = store.prune({ olderThan: T0 + 1, maxBytes: 1e12 }).finally(() => {
    ended = true;
  });
  await store.flush();
  expect(ended).toBe(false);
  await store.dispose();
  const { removed } = await pruning;
  expect(removed).toBeGreaterThan(0);
  expect(removed).toBeLessThan(many);
  const again = await start(folder);
  expect((await again.reader.listCollections()).totals.exchanges).toBe(many - removed);
  consistent(folder);
});
