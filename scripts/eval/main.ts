/** `npm run eval [-- --data DIR] [--only pii,secrets,…] [--write]`: prints how well the detectors find what they should. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SAMPLE_DIR } from './data.ts';
import { type Section, render, withTables } from './report.ts';
import { SECTIONS } from './sections.ts';

const RESULTS = new URL('../../docs/detection.md', import.meta.url);

const USAGE = `npm run eval -- [--data DIR] [--only ${Object.keys(SECTIONS).join(',')}] [--write]

  --data DIR   folder with the evaluation data; the committed sample when it is not given
  --only LIST  parts of the evaluation, with commas between them
  --write      puts the tables into docs/detection.md, those that stand there under the same title`;

export async function main(args: string[]): Promise<number> {
  const values = readArgs(args);
  if (typeof values === 'string') {
    console.error(`${values}\n\n${USAGE}`);
    return 2;
  }
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const dir = values.data ?? SAMPLE_DIR;
  if (!existsSync(dir)) {
    console.error(`No such folder: ${dir}`);
    return 2;
  }
  const wanted = values.only?.split(',') ?? Object.keys(SECTIONS);
  const unknown = wanted.filter((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. Choose from ${Object.keys(SECTIONS).join(', ')}.`);
    return 2;
  }
  const sections: Section[] = [];
  for (const name of wanted) sections.push(...((await SECTIONS[name]?.(dir)) ?? []));
  console.log(render(sections));
  if (values.write === true) writeFileSync(RESULTS, withTables(readFileSync(RESULTS, 'utf8'), sections));
  return 0;
}

/** What was wrong, in words, where the arguments are not understood. */
function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        data: { type: 'string' },
        only: { type: 'string' },
        write: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
