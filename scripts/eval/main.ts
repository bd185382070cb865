/** `npm run eval [-- --data DIR] [--only pii,secrets,latency,injection] [--write]`: prints detection.md's table. */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SAMPLE_DIR } from './data.ts';
import { evaluatePii } from './pii.ts';
import { type Section, render } from './report.ts';
import { evaluateSecrets } from './secrets.ts';

const RESULTS = new URL('../../docs/detection-results.md', import.meta.url);

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, only: { type: 'string' }, write: { type: 'boolean', default: false } },
  });
  const dir = values.data ?? SAMPLE_DIR;
  if (!existsSync(dir)) {
    console.error(`No such folder: ${dir}`);
    return 2;
  }
  const wanted = values.only?.split(',');
  const sections: Section[] = [];
  const add = async (name: string, evaluate: () => Section[] | Promise<Section[]>): Promise<void> => {
    if (wanted === undefined || wanted.includes(name)) sections.push(...(await evaluate()));
  };
  await add('pii', () => evaluatePii(dir));
  await add('secrets', () => evaluateSecrets(dir));
  const text = render(sections);
  console.log(text);
  if (values.write) writeFileSync(RESULTS, text);
  return 0;
}
