/**
 * The LiteLLM hook and Sluice's guardrail API against a real LiteLLM proxy: `npm run test:litellm`. Needs Python and a
 * package index, and is therefore no part of `npm test`; `.ci/run` runs it. `--full` runs the whole matrix and writes
 * docs/litellm-results.md. What follows otherwise goes to pytest: `-- -k stream`.
 */
import './lib/check-node.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ensureBuilt } from './lib/build.mjs';
import { ROOT } from './lib/node-version.mjs';
import { runScript } from './lib/run.mjs';
import { GATE, litellmSuite } from './litellm/suite.mjs';
import { toMarkdown } from './litellm/results.mjs';

await runScript(async () => {
  const args = process.argv.slice(2);
  const full = args.includes('--full');
  const rest = args.filter((arg) => arg !== '--full');
  await ensureBuilt();
  const { passed, failed, cases } = await litellmSuite(full ? rest : rest.length > 0 ? rest : GATE);
  if (full && rest.length === 0) writeFileSync(join(ROOT, 'docs', 'litellm-results.md'), toMarkdown(cases));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
});
