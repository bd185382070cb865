/** interfaces.md "Commands". Options by name without dashes; `true`: takes a value. */
export interface Command {
  readonly summary: string;
  readonly usage: string;
  readonly options: Readonly<Record<string, { readonly value: boolean; readonly help: string }>>;
}

const DATA = { value: true, help: 'data folder (SLUICE_DATA; default: the OS’s folder for app data)' };

export const COMMANDS = {
  serve: {
    summary: 'headless engine, and the window in a browser',
    usage: 'serve [options]',
    options: {
      port: { value: true, help: 'port agents use (SLUICE_PORT; 4141; 0: any free one)' },
      'ui-port': { value: true, help: 'port of the window (SLUICE_UI_PORT; 4142; 0: any free one)' },
      upstream: { value: true, help: 'default upstream (LITELLM_URL; http://localhost:4000)' },
      mode: { value: true, help: 'block or log (SYNC_MODE; block)' },
      data: DATA,
      sync: { value: true, help: 'on or off: delivery to Akto' },
      'env-file': { value: true, help: 'variables to read (default: .env in the data folder)' },
    },
  },
  export: {
    summary: 'stored exchanges, one JSON object a line; reads beside a running engine',
    usage: 'export [options]',
    options: {
      data: DATA,
      format: { value: true, help: 'jsonl' },
      filter: { value: true, help: "as in the window: 'agent:x verdict:block'" },
      reveal: { value: false, help: 'show findings’ values instead of masking them' },
      'env-file': { value: true, help: 'variables to read (default: .env in the data folder)' },
    },
  },
  detect: {
    summary: 'stdin JSONL {id,text,role} to stdout JSONL {id,score,findings}, in the same order',
    usage: 'detect < texts.jsonl',
    options: {},
  },
  version: { summary: 'versions of app, Node, SQLite, rules and model', usage: 'version', options: {} },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

export function helpOf(name: CommandName): string {
  const command: Command = COMMANDS[name];
  const rows = Object.entries(command.options).map(
    ([option, { value, help }]) => `  --${option}${value ? ' VALUE' : ''}`.padEnd(22) + help,
  );
  return [`sluice ${command.usage}`, command.summary, ...(rows.length > 0 ? ['', ...rows] : [])].join('\n');
}

export function generalHelp(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return ['Usage: sluice COMMAND [options]', '', ...rows, '', 'sluice COMMAND --help shows its options.'].join('\n');
}
