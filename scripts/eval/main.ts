/** `npm run eval [-- --data DIR] [--only pii,secrets,…] [--write]`: prints how well the detectors find what they should. */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SAMPLE_DIR } from './data.ts';
import { type Section, render } from './report.ts';
import { SECTIONS } from './sections.ts';

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
  const wanted = values.only?.split(',') ?? Object.keys(SECTIONS);
  const unknown = wanted.filter((name) => SECTIONS[name] === undefined);
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. Choose from ${Object.keys(SECTIONS).join(', ')}.`);
    return 2;
  }
  const sections: Section[] = [];
  for (const name of wanted) sections.push(...((await SECTIONS[name]?.(dir)) ?? []));
  const text = render(sections);
  console.log(text);
  if (values.write) writeFileSync(RESULTS, text);
  return 0;
}
