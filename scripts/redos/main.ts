/**
 * Looks for a text that makes a rule slow (performance.md, P12): hostile texts of 32 KB for every rule alone, and for
 * the whole of views, rules and injection. Measured is the processor time of this thread, of a suspect over many runs,
 * so that a busy machine makes nobody guilty; what stays above the limit fails the command.
 *
 *   npm run fuzz:redos [-- --seconds N] [--seed N] [--slack N]   slack: times the limits, for machines of any speed
 */
import { inspect } from '../../electron/engine/detectors/index.ts';
import { PERSON_RULES, PII_RULES } from '../../electron/engine/detectors/pii/index.ts';
import type { LiteralRule } from '../../electron/engine/detectors/rule.ts';
import { RuleSet } from '../../electron/engine/detectors/rules.ts';
import { SECRET_RULES } from '../../electron/engine/detectors/secrets/index.ts';
import { buildViews } from '../../electron/engine/detectors/views/index.ts';
import { KNOWN } from './known.ts';
import { type Recipe, cook, randomOf, recipeFor } from './hostile.ts';

const LENGTH = 32 * 1_024;
/** No rule takes longer on 32 KB. */
const RULE_MS = 5;
/** Nothing blocks the loop for longer: views, all rules and injection on 32 KB. */
const ALL_MS = 25;
/** A suspect is run again for about so long, and at most so often. */
const RECHECK_MS = 80;
const RECHECK_RUNS = 16;
const RECHECKS = 4;
/** What is within its limit is the slowest by the best of so many runs more: the first is of a program half compiled. */
const SLOWEST_RUNS = 4;

interface Subject {
  readonly name: string;
  readonly literals: readonly string[];
  readonly limitMs: number;
  readonly run: (text: string) => unknown;
}

interface Slowest {
  ms: number;
  recipe: Recipe | null;
}

export function main(args: readonly string[]): number {
  const seconds = numberAfter(args, '--seconds', 120);
  const seed = numberAfter(args, '--seed', Date.now() % 1_000_000);
  const slack = numberAfter(args, '--slack', 1);
  const subjects = subjectsOf(slack);
  const random = randomOf(seed);
  const slowest = new Map<Subject, Slowest>(subjects.map((subject) => [subject, { ms: 0, recipe: null }]));
  const until = performance.now() + seconds * 1_000;
  let texts = 0;
  const tryOn = (subject: Subject, recipe: Recipe): void => {
    texts += 1;
    const text = cook(recipe, LENGTH);
    const first = measure(subject, text);
    const worst = slowest.get(subject)!;
    if (first <= worst.ms) return;
    const ms = first > subject.limitMs ? first : Math.min(first, bestOf(SLOWEST_RUNS, subject.run, text));
    if (ms > worst.ms) Object.assign(worst, { ms, recipe });
  };
  for (const [name, recipe] of KNOWN) {
    const named = subjects.filter((subject) => subject.name === name);
    if (named.length === 0) throw new Error(`no subject ${name}`);
    for (const subject of named) tryOn(subject, recipe);
  }
  // Whole rounds, so that the last rule is tried as often as the first.
  for (let round = 0; round === 0 || performance.now() < until; round += 1) {
    for (const subject of subjects) {
      if (round > 0 && performance.now() > until) break;
      tryOn(subject, recipeFor(subject.literals, random));
    }
  }
  return report(subjects, slowest, { texts, seed });
}

/**
 * Wall time where that is short enough already. For suspects processor time per run: the system counts it in steps of
 * some milliseconds, so it is taken over several runs.
 */
function measure({ run, limitMs }: Subject, text: string): number {
  const wall = wallTime(run, text);
  if (wall < limitMs / 4) return wall;
  let least = Math.min(wall, wallTime(run, text));
  // What the engine has not compiled yet is slow once: a suspect has to be slow again and again.
  for (let check = 0; check < RECHECKS && least >= limitMs / 4; check += 1) {
    const runs = Math.max(2, Math.min(RECHECK_RUNS, Math.ceil(RECHECK_MS / least)));
    const before = process.threadCpuUsage();
    for (let count = 0; count < runs; count += 1) run(text);
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1_000 / runs);
    if (least < limitMs) break;
  }
  return least;
}

function wallTime(run: Subject['run'], text: string): number {
  const started = performance.now();
  run(text);
  return performance.now() - started;
}

function bestOf(runs: number, run: Subject['run'], text: string): number {
  let best = Infinity;
  for (let count = 0; count < runs; count += 1) best = Math.min(best, wallTime(run, text));
  return best;
}

function subjectsOf(slack: number): Subject[] {
  const rules: readonly LiteralRule[] = [...SECRET_RULES, ...PII_RULES, ...PERSON_RULES];
  const single = rules.map((rule): Subject => {
    const alone = new RuleSet([rule], false);
    return { name: rule.id, literals: rule.literals, limitMs: RULE_MS * slack, run: (text) => alone.find(text) };
  });
  const numbers = new RuleSet([], true);
  const every = rules.flatMap(({ literals }) => literals);
  const view = (text: string) => inspect([{ role: 'tool', pointer: '', text }], { side: 'request', persons: true });
  return [
    ...single,
    { name: 'numbers', literals: ['1', '+1', '0'], limitMs: RULE_MS * slack, run: (text) => numbers.find(text) },
    { name: 'views', literals: every, limitMs: ALL_MS * slack, run: buildViews },
    { name: 'everything', literals: every, limitMs: ALL_MS * slack, run: view },
  ];
}

function report(
  subjects: readonly Subject[],
  slowest: ReadonlyMap<Subject, Slowest>,
  { texts, seed }: { texts: number; seed: number },
): number {
  const order = subjects.toSorted((a, b) => slowest.get(b)!.ms / b.limitMs - slowest.get(a)!.ms / a.limitMs);
  console.log(`${texts} hostile texts of ${LENGTH / 1_024} KB for ${subjects.length} subjects, seed ${seed}. Slowest:`);
  for (const subject of order.slice(0, 12)) {
    const { ms, recipe } = slowest.get(subject)!;
    const mark = ms > subject.limitMs ? 'TOO SLOW' : 'ok';
    console.log(`  ${ms.toFixed(2).padStart(8)} ms  ${mark}  ${subject.name}  ${JSON.stringify(recipe)}`);
  }
  const tooSlow = subjects.filter((subject) => slowest.get(subject)!.ms > subject.limitMs);
  console.log(tooSlow.length === 0 ? 'No rule is slow.' : `${tooSlow.length} too slow.`);
  return tooSlow.length === 0 ? 0 : 1;
}

function numberAfter(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(name);
  const value = at < 0 ? otherwise : Number(args[at + 1]);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} needs a number`);
  return value;
}
