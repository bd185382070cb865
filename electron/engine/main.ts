/** The engine process: a child of Electron main, or a command without a window. */
import packageJson from '../../package.json' with { type: 'json' };
import { runCli } from './cli/index.ts';
import { runUnderElectron } from './electron-host.ts';
import { tuneHeap } from './heap.ts';
import { outliveRejections } from './outlive.ts';

tuneHeap();
outliveRejections((line) => process.stderr.write(line));

const argv = process.argv.slice(2);
const isChild = argv[0] === '--host=electron';

// A reader that closed our pipe early (`sluice export | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

if (isChild) {
  // Main was told `fatal` before this rejects.
  runUnderElectron(flagsOf(argv.slice(1)), packageJson.version).catch(() => process.exit(1));
} else {
  process.exitCode = await runCli(argv, packageJson.version);
  // Nothing may keep a finished command alive: idle sockets, a worker that is slow to end.
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit();
}

/** `--name VALUE` pairs and `--name=VALUE`, as Electron main passes them. */
function flagsOf(list: readonly string[]): Record<string, string> {
  const flags: Record<string, string> = {};
  for (let at = 0; at < list.length; at += 1) {
    const match = /^--([a-z-]+)(?:=(.*))?$/s.exec(list[at] ?? '');
    if (match?.[1] === undefined) continue;
    const value = match[2] ?? list[(at += 1)];
    if (value !== undefined) flags[match[1]] = value;
  }
  return flags;
}
