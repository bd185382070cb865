/** How long the detectors take (performance.md, P11): on plain text and on text with findings, of three sizes. */
import { buildViews, inspect } from '../../electron/engine/detectors/index.ts';
import { findInjection } from '../../electron/engine/detectors/injection/index.ts';
import { ALL_RULES } from '../../electron/engine/detectors/rules.ts';
import type { Metric, Section } from './report.ts';
import { type Sampled, sample, sampleEach } from './stopwatch.ts';
import { chatText, differentTexts, findingsText } from './texts.ts';

const KB = 1024;

interface Limits {
  readonly name: string;
  readonly goal?: number;
  readonly stretch?: number;
  /** Which of the times the goal is for. Default p50. */
  readonly of?: 'p50' | 'p99';
}

interface Case extends Limits {
  readonly rounds: number;
}

export function measureLatency(dir: string): Section[] {
  const plain = chatText(2 * KB);
  const small = findingsText(2 * KB);
  const large = findingsText(32 * KB);
  const others = differentTexts(dir, 2 * KB);
  const rules: readonly (readonly [Case, string])[] = [
    [{ name: 'rules alone, 2 KB p50', rounds: 2_000, goal: 0.03, stretch: 0.015 }, small],
    [{ name: 'rules alone, 32 KB p50', rounds: 200, goal: 0.4, stretch: 0.2 }, large],
  ];
  const all: readonly (readonly [Case, string])[] = [
    [{ name: 'all detectors, 2 KB p50', rounds: 2_000, goal: 0.8, stretch: 0.4 }, small],
    [{ name: 'all detectors, 2 KB p99', rounds: 2_000, goal: 2, of: 'p99' }, small],
    [{ name: 'all detectors, 2 KB without findings p50', rounds: 2_000, goal: 0.8, stretch: 0.4 }, plain],
    [{ name: 'all detectors, 32 KB p50', rounds: 100, goal: 8, stretch: 4 }, large],
    [{ name: 'all detectors, 1 MB', rounds: 5, goal: 500, stretch: 250 }, findingsText(KB * KB)],
  ];
  const anotherEach: readonly Limits[] = [
    { name: 'all detectors, 2 KB, each text another p50', goal: 0.8, stretch: 0.4 },
    { name: 'all detectors, 2 KB, each text another p99', goal: 2, of: 'p99' },
  ];
  const views = buildViews(large);
  const part = { role: 'user', pointer: '', text: large } as const;
  const stages: readonly (readonly [Case, () => unknown])[] = [
    [{ name: 'views alone, 32 KB p50', rounds: 200 }, () => buildViews(large)],
    [{ name: 'prompt injection alone, 32 KB p50', rounds: 100 }, () => findInjection(part, views, 'request')],
  ];
  const run = ([measured, work]: readonly [Case, () => unknown]): Metric =>
    timed(measured, sample(work, measured.rounds));
  const alone = rules.map(([measured, text]) => run([measured, () => ALL_RULES.find(text)]));
  const together = all.map(([measured, text]) => run([measured, () => inspectText(text)]));
  // Last, so that what these are the first to need is little.
  const another = sampleEach(inspectText, others.texts);
  return [
    {
      title: 'Latency',
      metrics: [...alone, ...together, ...anotherEach.map((measured) => timed(measured, another)), ...stages.map(run)],
      notes: [
        'One thread, warm, raw texts: chat and code with an address, a card, a phone number and a key in every 2 KB; Node ' +
          `${process.versions.node}.`,
        'Rules alone: one pass of all rules over the raw text, no views, no injection.',
        `Each text another: ${others.texts.length} texts of 2 KB, cut from ${others.rows} texts of the data for prompt ` +
          'injection one after the other (again from elsewhere, where those are few); the first third is not counted.',
      ],
    },
  ];
}

function inspectText(text: string): unknown {
  return inspect([{ role: 'user', pointer: '', text }], { side: 'request' });
}

function timed({ name, goal, stretch, of = 'p50' }: Limits, times: Sampled): Metric {
  return {
    name,
    value: times[of],
    unit: 'ms',
    lower: true,
    note: `p50 ${times.p50.toFixed(3)} p99 ${times.p99.toFixed(3)}`,
    ...(goal === undefined ? {} : { goal }),
    ...(stretch === undefined ? {} : { stretch }),
  };
}
