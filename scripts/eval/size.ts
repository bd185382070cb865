/** What the detectors weigh in a bundle, and what a process waits for before its first scan is done. Needs no data. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';
import { input } from '../../rolldown.config.ts';
import type { Metric, Section } from './report.ts';

const DETECTORS = fileURLToPath(new URL('../../electron/engine/detectors/inspect.ts', import.meta.url));
const PROBE = fileURLToPath(new URL('start-probe.mjs', import.meta.url));
/** What is not rules and model: the plan of the world's phone numbers, and the engine for people's own patterns. */
const LIBRARIES = [/^libphonenumber-js/, /^re2js/];
const STARTS = 15;

interface Start {
  readonly importMs: number;
  readonly firstMs: number;
  readonly secondMs: number;
}

export async function measureSize(): Promise<Section[]> {
  const own = await bundle(LIBRARIES);
  const whole = await bundle([]);
  const starts = startsOf(whole);
  return [
    {
      title: 'Size and start',
      metrics: [
        { name: 'rules and model, gzip', value: sizeOf(own), unit: 'kb', lower: true, goal: 300 },
        { name: 'with libphonenumber-js and re2js, gzip', value: sizeOf(whole), unit: 'kb', lower: true },
        time('import', starts, ({ importMs }) => importMs, 50),
        time('first scan, with all that is made for it', starts, ({ firstMs }) => firstMs),
        time('import and first scan', starts, ({ importMs, firstMs }) => importMs + firstMs, 50),
        time('second scan', starts, ({ secondMs }) => secondMs),
      ],
      notes: [
        'The engine’s own bundler and settings, minified, in units of 1,000 bytes; import of that file, libraries inside, by a ' +
          `process of its own: the median of ${STARTS} processes, Node ${process.versions.node}.`,
        'The engine does what the first scan needs (scanner, lexicon tree, model, patterns) step by step once it listens.',
      ],
    },
  ];
}

async function bundle(external: readonly RegExp[]): Promise<string> {
  const { output } = await build({
    ...input,
    input: DETECTORS,
    external: [/^node:/, ...external],
    write: false,
    logLevel: 'silent',
    output: { format: 'esm', minify: true, codeSplitting: false },
  });
  return output[0].code;
}

/** In thousands of bytes. */
function sizeOf(code: string): number {
  return gzipSync(code).length / 1_000;
}

function startsOf(code: string): Start[] {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-start-'));
  try {
    const file = join(dir, 'detectors.mjs');
    writeFileSync(file, code);
    return Array.from(
      { length: STARTS },
      () => JSON.parse(execFileSync(process.execPath, [PROBE, file], { encoding: 'utf8' })) as Start,
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function time(name: string, starts: readonly Start[], of: (start: Start) => number, goal?: number): Metric {
  const times = starts.map(of).sort((a, b) => a - b);
  return {
    name,
    value: times[times.length >> 1]!,
    unit: 'ms',
    lower: true,
    note: `${times[0]!.toFixed(1)} to ${times.at(-1)!.toFixed(1)}`,
    ...(goal === undefined ? {} : { goal }),
  };
}
