/** The tests of the LiteLLM hook, and of Sluice behind a real LiteLLM proxy. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { say } from '../lib/log.mjs';
import { ROOT, appNode } from '../lib/node-version.mjs';
import { run } from '../lib/run.mjs';
import { ensureVenv } from './venv.mjs';

const HOOK = join(ROOT, 'connectors', 'litellm');
const REPORT = join(ROOT, '.cache', 'test', 'litellm.xml');

/** What the gate runs: the hook's units, and every route through a real proxy into the built engine. */
export const GATE = ['tests/test_units.py', 'tests/test_sluice.py', 'tests/test_peers.py'];

/**
 * @param {readonly string[]} args for pytest: files and options
 * @returns {Promise<{ passed: number, failed: number, skipped: number, cases: { name: string, seconds: number, outcome: string }[] }>}
 * @throws {Stop} without a fitting Python or package index
 */
export async function litellmSuite(args) {
  const { python } = await ensureVenv({
    requirements: join(HOOK, 'tests', 'requirements.txt'),
    constraints: join(HOOK, 'tests', 'constraints.txt'),
  });
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', SLUICE_NODE: appNode() };
  const checks = [
    ['-m', 'ruff', 'check', '--quiet', '.'],
    ['-m', 'ruff', 'format', '--check', '--quiet', '.'],
    ['-m', 'mypy', 'custom_hooks.py', 'tests'],
  ];
  let [passed, failed] = [0, 0];
  for (const check of checks) {
    if ((await run(python, check, { cwd: HOOK, env })) === 0) passed += 1;
    else {
      failed += 1;
      say(`failed: python ${check.join(' ')}`);
    }
  }
  mkdirSync(dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const code = await run(python, ['-m', 'pytest', '-q', `--junitxml=${REPORT}`, ...args], { cwd: HOOK, env });
  const cases = readCases();
  const count = (/** @type {string} */ outcome) => cases.filter((one) => one.outcome === outcome).length;
  const tests = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
  // Nothing ran, or pytest itself fell: that is a failure too.
  const fell = tests.failed === 0 && (code !== 0 || tests.passed === 0) ? 1 : 0;
  return { passed: passed + tests.passed, failed: failed + tests.failed + fell, skipped: tests.skipped, cases };
}

/** The cases of pytest's JUnit report, in the order in which they ran. */
function readCases() {
  let xml = '';
  try {
    xml = readFileSync(REPORT, 'utf8');
  } catch {
    say(`No report was written: ${REPORT}`);
  }
  return [...xml.matchAll(/<testcase ([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g)].map(
    ([, attributes = '', , inner = '']) => {
      const attribute = (/** @type {string} */ name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      const outcome = /<(failure|error)\b/.test(inner) ? 'failed' : /<skipped\b/.test(inner) ? 'skipped' : 'passed';
      return {
        name: `${attribute('classname').replace(/^tests\./, '')} ${attribute('name')}`,
        seconds: Math.round(Number(attribute('time')) * 10) / 10,
        outcome,
      };
    },
  );
}
