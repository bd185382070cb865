/**
 * The LiteLLM hook against a real LiteLLM proxy: `npm run test:litellm`. Needs Python and a package index, and is
 * therefore no part of `npm test`. What follows `--` goes to pytest.
 */
import './lib/check-node.mjs';
import { join } from 'node:path';

import { say } from './lib/log.mjs';
import { ROOT } from './lib/node-version.mjs';
import { run, runScript } from './lib/run.mjs';
import { ensureVenv } from './litellm/venv.mjs';

const HOOK = join(ROOT, 'connectors', 'litellm');

await runScript(async () => {
  const { python } = await ensureVenv({
    requirements: join(HOOK, 'tests', 'requirements.txt'),
    constraints: join(HOOK, 'tests', 'constraints.txt'),
  });
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const checks = [
    ['-m', 'ruff', 'check', '--quiet', '.'],
    ['-m', 'ruff', 'format', '--check', '--quiet', '.'],
    ['-m', 'mypy', 'custom_hooks.py', 'tests'],
    ['-m', 'pytest', '-q', ...process.argv.slice(2)],
  ];
  for (const args of checks) {
    const code = await run(python, args, { cwd: HOOK, env });
    if (code !== 0) {
      say(`failed: python ${args.join(' ')}`);
      return code;
    }
  }
  return 0;
});
