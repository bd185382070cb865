/** How long the detectors take (performance.md, P11): on plain text and on text with findings, of three sizes. */
import { buildViews, inspect } from '../../electron/engine/detectors/index.ts';
import { findInjection } from '../../electron/engine/detectors/injection/index.ts';
import { ALL_RULES } from '../../electron/engine/detectors/rules.ts';
import type { Metric, Section } from './report.ts';
import { type Sampled, sample } from './stopwatch.ts';
import { chatText, findingsText } from './texts.ts';

const KB = 1024;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly rounds: number;
  readonly goal?: number;
  readonly stretch?: number;
  /** Which of the times the goal is for. Default p50. */
  readonly of?: 'p50' | 'p99';
}

export function measureLatency(): Section[] {
  const plain = chatText(2 * KB);
  const small = findingsText(2 * KB);
  const large = findingsText(32 * KB);
  const rules: readonly Case[] = [
    { name: 'rules alone, 2 KB p50', text: small, rounds: 2_000, goal: 0.03, stretch: 0.015 },
    { name: 'rules alone, 32 KB p50', text: large, rounds: 200, goal: 0.4, stretch: 0.2 },
  ];
  const all: readonly Case[] = [
    { name: 'all detectors, 2 KB p50', text: small, rounds: 2_000, goal: 0.8, stretch: 0.4 },
    { name: 'all detectors, 2 KB p99', text: small, rounds: 2_000, goal: 2, of: 'p99' },
    { name: 'all detectors, 2 KB without findings p50', text: plain, rounds: 2_000, goal: 0.8, stretch: 0.4 },
    { name: 'all detectors, 32 KB p50', text: large, rounds: 100, goal: 8, stretch: 4 },
    { name: 'all detectors, 1 MB', text: findingsText(KB * KB), rounds: 5, goal: 500, stretch: 250 },
  ];
  const views = buildViews(large);
  const part = { role: 'user', pointer: '', text: large } as const;
  const stages: readonly (readonly [Case, () => unknown])[] = [
    [{ name: 'views alone, 32 KB p50', text: large, rounds: 200 }, () => buildViews(large)],
    [
      { name: 'prompt injection alone, 32 KB p50', text: large, rounds: 100 },
      () => findInjection(part, views, 'request'),
    ],
  ];
  return [
    {
      title: 'Latency',
      metrics: [
        ...rules.map((each) => timed(each, () => ALL_RULES.find(each.text))),
        ...all.map((each) =>
          timed(each, () => inspect([{ role: 'user', pointer: '', text: each.text }], { side: 'request' })),
        ),
        ...stages.map(([each, work]) => timed(each, work)),
      ],
      notes: [
        'One thread, warm, raw texts: chat and code with an address, a card, a phone number and a key in every 2 KB; Node ' +
          `${process.versions.node}.`,
        'Rules alone: one pass of all rules over the raw text, no views, no injection.',
      ],
    },
  ];
}

function timed({ name, rounds, goal, stretch, of = 'p50' }: Case, work: () => unknown): Metric {
  const times: Sampled = sample(work, rounds);
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
