/** Where benign texts of each role and length score, by folds that saw none of their source. */
import type { Anchor } from '../../electron/engine/detectors/injection/model/model-file.ts';
import type { Bag } from './bags.ts';

export interface Judged {
  readonly role: 'user' | 'tool';
  /** Folded characters. */
  readonly length: number;
  readonly logit: number;
  readonly label: 0 | 1;
  readonly source: string;
}

export function judgedOf({ row, readings }: Bag, logit: number): Judged {
  const { role, label, source, text } = row;
  return {
    role: role === 'tool' ? 'tool' : 'user',
    label,
    source,
    logit,
    length: readings[0]?.length ?? text.length,
  };
}

const LENGTHS = { user: [40, 120, 350, 1000, 3000], tool: [120, 400, 1200, 2500, 5000] } as const;
/** Texts within this factor of an anchor's length speak for it. */
const REACH = 2.2;
/** Short results of tools are rare in the data; short texts of users stand in for them. */
const BORROWED_BELOW = 500;

export function fitCalibration(judged: readonly Judged[]): { user: Anchor[]; tool: Anchor[] } {
  const benign = judged.filter(({ label }) => label === 0);
  const anchors = (role: 'user' | 'tool'): Anchor[] =>
    LENGTHS[role].map((length) => {
      const near = benign.filter(
        (item) =>
          (item.role === role || (role === 'tool' && item.length < BORROWED_BELOW)) &&
          Math.abs(Math.log(item.length / length)) < Math.log(REACH),
      );
      return { length, ...tail(near, ALERTED[role]) };
    });
  return { user: anchors('user'), tool: anchors('tool') };
}

/** Share of the highest logits that the tail is fitted to. */
const TAIL = 0.03;

/**
 * Where alerts and blocks begin among the innocent texts of the folds. Sources that nobody has seen score higher than
 * those that were, results of tools more so: with these shares the measured rates stay below the nominal 1 % and 0.1 %,
 * and near each other.
 */
const ALERTED = { user: 0.008, tool: 0.0035 } as const;
const BLOCKED = 0.0005;

/**
 * The highest logits fall off about exponentially (peaks over threshold): three per cent of the texts say where one per
 * cent and one in a thousand lie better than the single texts there do.
 */
function tail(items: readonly Judged[], alerted: number): { alert: number; block: number } {
  const logits = items.map(({ logit }) => logit).sort((a, b) => b - a);
  const over = logits.slice(0, Math.max(12, Math.round(logits.length * TAIL)));
  const base = over.at(-1)!;
  const excess = over.reduce((sum, logit) => sum + logit - base, 0) / over.length;
  const share = over.length / logits.length;
  return { alert: base + excess * Math.log(share / alerted), block: base + excess * Math.log(share / BLOCKED) };
}
