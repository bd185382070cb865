/**
 * Everything that must hold: `npm test`, or a part of it with `npm test -- --only=types,unit`. `--with=litellm` adds the
 * tests that need Python and a package index.
 * The last line is the sum of all runners: `N passed, N failed`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ensureBuilt } from '../lib/build.mjs';
import { say } from '../lib/log.mjs';
import { ROOT } from '../lib/node-version.mjs';
import { packageApp } from '../lib/package.mjs';
import { playwright } from '../lib/playwright.mjs';
import { Stop, capture, run, runScript } from '../lib/run.mjs';
import { ensureRuntime } from '../lib/runtime.mjs';
import { requirePackages } from '../lib/system-packages.mjs';
import { GATE, litellmSuite } from '../litellm/suite.mjs';

const RESULTS = join(ROOT, '.cache', 'test');
const PLAYWRIGHT_PROJECTS = ['electron', 'headless', 'packaged'];

/** @typedef {{ passed: number, failed: number, skipped?: number }} Total */

/**
 * One of the project's own programs, under its own Node.
 * @param {string} bin
 * @param {readonly string[]} args
 */
const tool = (bin, ...args) =>
  run(join(ROOT, 'node_modules', '.bin', bin), args, { shell: process.platform === 'win32' });

/**
 * A check that has no tests of its own counts as one.
 * @param {number[]} codes exit codes
 * @returns {Total}
 */
const asOne = (...codes) => (codes.every((code) => code === 0) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/**
 * What a runner reported; one that failed without a failed test (a file that cannot be loaded, no tests at all) has
 * failed all the same.
 * @param {string} file its JSON report
 * @param {number} code its exit code
 * @param {(report: any) => Required<Total>} read
 * @returns {Required<Total>}
 */
function reported(file, code, read) {
  /** @type {Required<Total>} */
  let total = { passed: 0, failed: 0, skipped: 0 };
  try {
    total = read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    say(`No report was written: ${file}`);
  }
  const unexplained = (code !== 0 || total.passed === 0) && total.failed === 0;
  return unexplained ? { ...total, failed: 1 } : total;
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<number>} work
 */
async function eachInTurn(items, work) {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
}

async function unit() {
  const file = join(RESULTS, 'unit.json');
  const first = await vitest(file);
  const cut = first.code === 0 || first.total.failed > 0 ? [] : filesCutOff(file);
  if (cut.length === 0 || cut.length > MOST_CUT_OFF) return reported(file, first.code, readUnit);
  const again = join(RESULTS, 'unit-again.json');
  say(`A process of the tests ended by itself; once more: ${cut.map(({ name }) => name).join(' ')}`);
  const second = await vitest(again, ...cut.map(({ name }) => name));
  const { passed, failed, skipped } = reported(again, second.code, readUnit);
  const before = cut.reduce((sum, one) => sum + one.passed, 0);
  return { passed: first.total.passed - before + passed, failed, skipped };
}

/** More than that is no accident of one process. */
const MOST_CUT_OFF = 2;

/** @param {string} file @param {string[]} files */
async function vitest(file, ...files) {
  const code = await tool(
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...files,
  );
  return { code, total: reported(file, 0, readUnit) };
}

/**
 * Files whose process was gone (a crash below JavaScript) before all of their tests had run; none of them failed.
 * @param {string} file
 * @returns {{ name: string, passed: number }[]}
 */
function filesCutOff(file) {
  /** @type {{ testResults: { name: string, assertionResults: { status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  return testResults
    .filter(({ assertionResults }) => assertionResults.some(({ status }) => status === 'pending'))
    .map(({ name, assertionResults }) => ({
      name,
      passed: assertionResults.filter(({ status }) => status === 'passed').length,
    }));
}

/** @param {any} report @returns {Required<Total>} */
function readUnit({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** @param {readonly string[]} projects */
async function e2e(projects) {
  const code = await playwright(projects);
  return reported(join(ROOT, 'test-results', 'report.json'), code, ({ stats }) => ({
    // Passed at a second start (playwright.config.ts says why); the list above names them.
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

/** In this order; `e2e` is all of Playwright's projects. @type {Record<string, () => Promise<Total>>} */
const STEPS = {
  types: async () => asOne(...(await eachInTurn(['.', 'renderer', 'e2e'], (folder) => tool('tsc', '-p', folder)))),
  lint: async () => asOne(await tool('oxlint', '.', '--deny-warnings'), await tool('knip')),
  format: async () => asOne(await tool('oxfmt', '--check', '.')),
  unit,
  redos: async () =>
    asOne(
      await run(process.execPath, [
        join(ROOT, 'scripts', 'redos.mjs'),
        '--seconds',
        '30',
        '--seed',
        '1',
        '--slack',
        '4',
      ]),
    ),
  build: async () => ensureBuilt({ force: true }).then(() => asOne(0)),
  package: async () => packageApp().then(() => asOne(0)),
};
const NAMES = [...Object.keys(STEPS), ...PLAYWRIGHT_PROJECTS];
/** Not part of `npm test`: it needs Python. */
const LITELLM = 'litellm';

/** @returns {Set<string>} names of steps and Playwright projects */
function selected() {
  const listed = (/** @type {string} */ flag) =>
    process.argv
      .find((arg) => arg.startsWith(flag))
      ?.slice(flag.length)
      .split(',');
  const only = listed('--only=');
  const more = listed('--with=') ?? [];
  const names = [...(only ?? NAMES), ...more].flatMap((name) => (name === 'e2e' ? PLAYWRIGHT_PROJECTS : [name]));
  const known = [...NAMES, LITELLM];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Stop(`Unknown: ${unknown.join(', ')}. Choose from ${[...known, 'e2e'].join(', ')}.`);
  // The packaged app is made before it is tested.
  return new Set(names.includes('packaged') ? [...names, 'package'] : names);
}

/** What git says about the working tree; empty where there is no repository. */
const treeState = async () => (await capture('git', ['status', '--porcelain'])).stdout;

async function main() {
  const chosen = selected();
  const before = await treeState();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const projects = PLAYWRIGHT_PROJECTS.filter((name) => chosen.has(name));
  if (projects.length > 0 || chosen.has('package')) {
    // What is missing is said before the long part begins.
    const { executable } = await ensureRuntime();
    await requirePackages({ electron: executable, tests: true });
  }
  if (chosen.has(LITELLM)) await requirePackages({ python: true });
  if ((projects.length > 0 || chosen.has(LITELLM)) && !chosen.has('build')) await ensureBuilt();

  /** @type {[string, Total, number][]} */
  const results = [];
  const step = async (/** @type {string} */ name, /** @type {() => Promise<Total>} */ work) => {
    say(`\n── ${name}`);
    const started = performance.now();
    const total = await work().catch((error) => {
      say(error instanceof Error ? error.message : String(error));
      return asOne(1);
    });
    results.push([name, total, performance.now() - started]);
  };
  for (const [name, work] of Object.entries(STEPS)) if (chosen.has(name)) await step(name, work);
  if (projects.length > 0) await step('e2e', () => e2e(projects));
  if (chosen.has(LITELLM)) await step(LITELLM, () => litellmSuite(GATE));
  // A person may well edit while the tests run.
  if (process.env.CI === 'true') {
    await step('tree', async () => {
      const after = await treeState();
      if (after !== before) say(`The tests left the working tree changed:\n${after}`);
      return asOne(after === before ? 0 : 1);
    });
  }

  const sum = { passed: 0, failed: 0 };
  say('');
  for (const [name, { passed, failed, skipped = 0 }, ms] of results) {
    sum.passed += passed;
    sum.failed += failed;
    const seconds = `${(ms / 1000).toFixed(1)} s`;
    say(
      `${name.padEnd(8)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${skipped > 0 ? `${skipped} skipped ` : ''}${seconds}`,
    );
  }
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

await runScript(async () => {
  try {
    return await main();
  } catch (error) {
    // Nothing could be run: that is said in the same way.
    if (error instanceof Stop) say(error.message);
    else throw error;
    process.stdout.write('0 passed, 1 failed\n');
    return 1;
  }
});
