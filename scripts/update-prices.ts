/**
 * Takes the prices of models from LiteLLM's Python package, which lists them with their vendors' pages as sources:
 *
 *   pip download litellm --no-deps
 *   npx node scripts/update-prices.ts litellm-VERSION-….whl [--date YYYY-MM-DD]
 *
 * Writes electron/engine/usage/prices.json. The date is the day the list was taken: today unless said.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { readWheelFile } from './update-prices-wheel.ts';
import { type LitellmPrices, compactPrices } from './update-prices-table.ts';

const LIST = 'litellm/model_prices_and_context_window_backup.json';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'electron/engine/usage/prices.json');

const { values, positionals } = parseArgs({ options: { date: { type: 'string' } }, allowPositionals: true });
const [wheel] = positionals;
const date = values.date ?? new Date().toISOString().slice(0, 10);
if (wheel === undefined || positionals.length > 1 || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
  console.error('Usage: node scripts/update-prices.ts WHEEL [--date YYYY-MM-DD]');
  process.exit(2);
}
const version = /^litellm-([^-]+)-/.exec(basename(wheel))?.[1] ?? 'unknown';
const list = JSON.parse((await readWheelFile(wheel, LIST)).toString('utf8')) as Record<string, LitellmPrices>;
const table = compactPrices(list, date, `litellm ${version} (PyPI, MIT), ${basename(LIST)}`);
writeFileSync(target, `${JSON.stringify(table, null, 2)}\n`);
execFileSync(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), target], { stdio: 'inherit' });
const models = table.prices.reduce((sum, { models }) => sum + models.split(' ').length, 0);
console.log(`${models} models at ${table.prices.length} prices, ${date}, ${table.source}`);
