import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { loadSettings } from './settings.ts';

describe('precedence: flag, environment, env file, saved, default', () => {
  test('each source wins over the ones after it, and is named', async () => {
    const data = await temporaryFolder();
    const load = (flags: Record<string, string>, environment: Record<string, string>) =>
      loadSettings({ flags: { data, ...flags }, environment });
    const upstream = async (flags: Record<string, string>, environment: Record<string, string>) => {
      const settings = await load(flags, environment);
      const described = settings.describe().find(({ name }) => name === 'upstream');
      return [settings.current.upstream, described?.source, described?.setBy, described?.editable];
    };

    expect(await upstream({}, {})).toEqual(['http://localhost:4000', 'default', 'default', true]);
    await writeFile(join(data, 'settings.json'), JSON.stringify({ upstream: 'http://saved:1' }));
    expect(await upstream({}, {})).toEqual(['http://saved:1', 'saved', 'saved settings', true]);
    await writeFile(join(data, '.env'), 'LITELLM_URL=http://file:2\n');
    expect(await upstream({}, {})).toEqual(['http://file:2', 'env-file', 'LITELLM_URL', false]);
    expect(await upstream({}, { LITELLM_URL: 'http://env:3' })).toEqual([
      'http://env:3',
      'environment',
      'LITELLM_URL',
      false,
    ]);
    expect(await upstream({ upstream: 'http://flag:4' }, { LITELLM_URL: 'http://env:3' })).toEqual([
      'http://flag:4',
      'flag',
      '--upstream',
      false,
    ]);
  });

  test('--env-file replaces the .env of the data folder; a missing one is an error', async () => {
    const data = await temporaryFolder();
    await writeFile(join(data, '.env'), 'SYNC_MODE=false\n');
    const other = join(data, 'other.env');
    await writeFile(other, 'SYNC_MODE=true\n');
    expect((await loadSettings({ flags: { data }, environment: {} })).current.mode).toBe('log');
    expect((await loadSettings({ flags: { data, 'env-file': other }, environment: {} })).current.mode).toBe('block');
    await expect(loadSettings({ flags: { data, 'env-file': '/nowhere/.env' }, environment: {} })).rejects.toMatchObject(
      {
        code: 'usage',
      },
    );
  });

  test('an empty variable counts as unset', async () => {
    const data = await temporaryFolder();
    const settings = await loadSettings({ flags: { data }, environment: { LITELLM_URL: '', SYNC_MODE: ' ' } });
    expect(settings.current).toMatchObject({ upstream: 'http://localhost:4000', mode: 'block' });
  });
});

describe('the mode', () => {
  test('SYNC_MODE=true is Block, false is Log, in any case', async () => {
    const data = await temporaryFolder();
    const modeOf = async (value: string) =>
      (await loadSettings({ flags: { data }, environment: { SYNC_MODE: value } })).current.mode;
    expect(await Promise.all(['true', 'FALSE', 'False', '1', '0'].map(modeOf))).toEqual([
      'block',
      'log',
      'log',
      'block',
      'log',
    ]);
  });

  test('chosen in the window it counts at once and survives a restart', async () => {
    const data = await temporaryFolder();
    const first = await loadSettings({ flags: { data }, environment: {} });
    await first.save({ mode: 'log' });
    expect(first.current.mode).toBe('log');
    expect((await loadSettings({ flags: { data }, environment: {} })).current.mode).toBe('log');
  });

  test('a flag or SYNC_MODE wins again at the next start, but does not lock the switch', async () => {
    const data = await temporaryFolder();
    const environment = { SYNC_MODE: 'true' };
    const settings = await loadSettings({ flags: { data }, environment });
    await settings.save({ mode: 'log' });
    expect(settings.current.mode).toBe('log');
    expect((await loadSettings({ flags: { data }, environment })).current.mode).toBe('block');
  });
});

describe('bad input', () => {
  test.each([
    [{ port: 'abc' }, {}, '--port'],
    [{ port: '70000' }, {}, '--port'],
    [{ mode: 'maybe' }, {}, '--mode'],
    [{ upstream: 'ftp://x' }, {}, '--upstream'],
    [{ upstream: 'http://user:made-up@x' }, {}, '--upstream'],
    [{}, { SYNC_MODE: 'yes' }, 'SYNC_MODE'],
    [{}, { TIMEOUT: '-1' }, 'TIMEOUT'],
  ])('%o %o is refused and says which', async (flags, environment, label) => {
    const data = await temporaryFolder();
    const error = await loadSettings({ flags: { data, ...flags }, environment }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'invalid_setting' });
    expect(String(error)).toContain(label);
    expect(String(error)).not.toContain('made-up');
  });

  test('one bad saved value loses neither the others nor the start', async () => {
    const data = await temporaryFolder();
    await writeFile(join(data, 'settings.json'), JSON.stringify({ mode: 'log', port: 'x', unknown: 1 }));
    const settings = await loadSettings({ flags: { data }, environment: {} });
    expect(settings.current).toMatchObject({ mode: 'log', port: 4141 });
    expect(settings.ignoredInFile).toEqual(['port', 'unknown']);
  });

  test('a settings file that is not JSON falls back to the defaults', async () => {
    const data = await temporaryFolder();
    await writeFile(join(data, 'settings.json'), '{"mode":');
    expect((await loadSettings({ flags: { data }, environment: {} })).current.mode).toBe('block');
  });

  test('edits made at the same time are all saved', async () => {
    const data = await temporaryFolder();
    const settings = await loadSettings({ flags: { data }, environment: {} });
    await Promise.all([
      settings.save({ judgeUrl: 'http://judge.example/v1' }),
      settings.save({ judgeModel: 'small' }),
      settings.saveSync({ on: true }),
      settings.save({ judgeDeadlineMs: 900 }),
    ]);
    const { current } = await loadSettings({ flags: { data }, environment: {} });
    expect(current).toMatchObject({
      judgeUrl: 'http://judge.example/v1',
      judgeModel: 'small',
      judgeDeadlineMs: 900,
      sync: { on: true },
    });
  });

  test('settings that cannot be written are not applied', async () => {
    const data = await temporaryFolder();
    const settings = await loadSettings({ flags: { data: join(data, 'sub') }, environment: {} });
    await writeFile(join(data, 'sub'), 'a file where the folder should be');
    await expect(settings.save({ mode: 'log' })).rejects.toMatchObject({ code: 'data_unwritable' });
    expect(settings.current.mode).toBe('block');
  });
});

test('tokens are described as set, never shown, never saved', async () => {
  const data = await temporaryFolder();
  const environment = { SLUICE_TOKEN: 'made-up-token', AKTO_API_TOKEN: 'made-up-akto' };
  const settings = await loadSettings({ flags: { data }, environment });
  await mkdir(data, { recursive: true });
  await settings.save({ recording: false });
  expect(settings.describe()).toContainEqual({
    name: 'token',
    value: 'set',
    source: 'environment',
    setBy: 'SLUICE_TOKEN',
    editable: false,
  });
  expect(JSON.stringify(settings.describe())).not.toContain('made-up');
  expect(await readFile(join(data, 'settings.json'), 'utf8')).toBe('{\n  "recording": false\n}\n');
});
