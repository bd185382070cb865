import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';

import { compactPrices } from './update-prices-table.ts';
import { readWheelFile } from './update-prices-wheel.ts';

describe('compactPrices', () => {
  const table = compactPrices(
    {
      one: { mode: 'chat', litellm_provider: 'openai', input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5 },
      two: { mode: 'responses', litellm_provider: 'azure', input_cost_per_token: 2.5e-6, output_cost_per_token: 1e-5 },
      cached: {
        mode: 'chat',
        input_cost_per_token: 3e-6,
        output_cost_per_token: 1.5e-5,
        cache_read_input_token_cost: 3e-7,
        cache_creation_input_token_cost: 3.75e-6,
      },
      tiered: {
        mode: 'chat',
        input_cost_per_token: 1e-6,
        output_cost_per_token: 2e-6,
        input_cost_per_token_above_200k_tokens: 2e-6,
        output_cost_per_token_above_200k_tokens: 4e-6,
      },
      vector: { mode: 'embedding', input_cost_per_token: 2e-8 },
      free: { mode: 'chat', input_cost_per_token: 0, output_cost_per_token: 0 },
      picture: { mode: 'image_generation', input_cost_per_token: 1e-6, output_cost_per_token: 1e-6 },
      broken: { mode: 'chat', input_cost_per_token: 'much', output_cost_per_token: 1e-6 },
    },
    '2026-01-02',
    'a test',
  );

  test('keeps prices by the token, a million at a time, models of one price together', () => {
    expect(table).toEqual({
      date: '2026-01-02',
      source: 'a test',
      prices: [
        { usd: [3, 15, 0.3, 3.75], models: 'cached' },
        { usd: [2.5, 10], models: 'one openai/one two' },
        { usd: [1, 2], above: [200_000, 2, 4], models: 'tiered' },
        { usd: [0.02, 0], models: 'vector' },
      ],
    });
  });
});

describe('readWheelFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-wheel-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const wheel = join(folder, 'litellm-1.0-py3-none-any.whl');
  writeFileSync(wheel, storedZip('litellm/list.json', '{"a":1}'));

  test('reads a file out of the wheel', async () => {
    expect((await readWheelFile(wheel, 'litellm/list.json')).toString()).toBe('{"a":1}');
  });

  test('says what is missing or broken', async () => {
    await expect(readWheelFile(wheel, 'other.json')).rejects.toThrow('has no other.json');
    await expect(readWheelFile(join(folder, 'absent.whl'), 'x')).rejects.toThrow('ENOENT');
    const broken = join(folder, 'broken.whl');
    writeFileSync(broken, 'no zip');
    await expect(readWheelFile(broken, 'x')).rejects.toThrow();
  });
});

/** A zip of one file, not compressed: APPNOTE.TXT 4.3, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function storedZip(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
