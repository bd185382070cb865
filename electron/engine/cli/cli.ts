import { parseArgs } from 'node:util';

import { type ErrorCode, SluiceError } from '../../../shared/errors.ts';
import { MODEL_VERSION, RULES_VERSION } from '../detectors/index.ts';
import { serve } from '../headless/index.ts';
import { exportJsonl } from '../interchange/index.ts';
import { type Flags, loadSettings } from '../settings/index.ts';
import { openReadOnly, sqliteVersion } from '../store/index.ts';
import { COMMANDS, type Command, type CommandName, generalHelp, helpOf, isCommand } from './commands.ts';
import { detect } from './detect.ts';

/** interfaces.md: 1 failed, 2 wrong use or address taken, 3 data folder in use or damaged. */
const EXIT_CODES: Partial<Record<ErrorCode, number>> = {
  usage: 2,
  not_supported: 2,
  invalid_setting: 2,
  address_in_use: 2,
  data_in_use: 3,
  data_damaged: 3,
};

interface Parsed {
  readonly flags: Flags;
  readonly switches: ReadonlySet<string>;
}

/** Runs one command. Results on stdout, everything else on stderr. Returns the exit code. */
export async function runCli(argv: readonly string[], version: string): Promise<number> {
  try {
    const [name, ...rest] = argv;
    if (name === undefined) throw new SluiceError('usage', generalHelp());
    if (name === '--help' || name === '-h' || name === 'help') return print(generalHelp());
    if (!isCommand(name)) throw new SluiceError('usage', `There is no command “${name}”.\n\n${generalHelp()}`);
    if (rest.includes('--help') || rest.includes('-h')) return print(helpOf(name));
    await run(name, parse(name, rest), version);
    return 0;
  } catch (error) {
    return report(error);
  }
}

async function run(name: CommandName, { flags, switches }: Parsed, version: string): Promise<void> {
  switch (name) {
    case 'serve':
      return serve(flags, version, print);
    case 'export':
      return exportExchanges(flags, switches.has('reveal'));
    case 'detect':
      return detect(process.stdin, process.stdout);
    case 'version':
      print(
        JSON.stringify({
          app: version,
          node: process.versions.node,
          sqlite: sqliteVersion(),
          rules: RULES_VERSION,
          model: MODEL_VERSION,
        }),
      );
  }
}

async function exportExchanges(flags: Flags, reveal: boolean): Promise<void> {
  const format = flags['format'] ?? 'jsonl';
  if (format !== 'jsonl') throw new SluiceError('usage', `--format: “${format}” is not known. Use jsonl.`);
  const { data, 'env-file': envFile, filter } = flags;
  const settings = await loadSettings({ flags: { data, 'env-file': envFile }, environment: process.env });
  await exportJsonl({
    dataFolder: settings.dataFolder,
    open: openReadOnly,
    filter: filter ?? '',
    reveal,
    write: async (line) => {
      if (!process.stdout.write(`${line}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
    },
  });
}

function parse(name: CommandName, argv: readonly string[]): Parsed {
  const command: Command = COMMANDS[name];
  const options = Object.fromEntries(
    Object.entries(command.options).map(([option, { value }]) => [
      option,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  try {
    const { values } = parseArgs({ args: joined(argv, command), options, strict: true, allowPositionals: false });
    const flags: Record<string, string> = {};
    const switches = new Set<string>();
    for (const [option, value] of Object.entries(values)) {
      if (typeof value === 'string') flags[option] = value;
      else if (value === true) switches.add(option);
    }
    return { flags, switches };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SluiceError('usage', `${why}\n\n${helpOf(name)}`, { cause: error });
  }
}

/** `--filter -agent:x` is a value that begins with a minus, not another option: each value is joined to its name. */
function joined(argv: readonly string[], command: Command): string[] {
  const list: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]!;
    const takesValue = word.startsWith('--') && command.options[word.slice(2)]?.value === true;
    const value = takesValue ? argv[at + 1] : undefined;
    list.push(value === undefined ? word : `${word}=${value}`);
    if (value !== undefined) at += 1;
  }
  return list;
}

function print(line: string): 0 {
  process.stdout.write(`${line}\n`);
  return 0;
}

function report(error: unknown): number {
  if (error instanceof SluiceError) {
    process.stderr.write(`sluice: ${error.code === 'usage' ? '' : `${error.code}: `}${error.message}\n`);
    return EXIT_CODES[error.code] ?? 1;
  }
  process.stderr.write(
    `sluice: internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 1;
}
