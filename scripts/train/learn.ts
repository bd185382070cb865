/**
 * Logistic regression over bags (multiple-instance learning): of an attack only the window that looks most like one is
 * learnt, of a benign text the worst window and another. AdaGrad; the same seed and data give the same weights.
 */
import { DIMENSIONS, FIRST_CONCEPT } from '../../electron/engine/detectors/injection/model/features.ts';
import type { Bag, Reading, Window } from './bags.ts';
import { type Random, shuffled } from './random.ts';

export interface Recipe {
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  /** How much more a concept counts than an n-gram. */
  readonly conceptGain: number;
  /** Weight of all benign texts against all attacks. */
  readonly benignWeight: number;
  /** Sources count with the n-th power of their size. */
  readonly sourcePower: number;
}

export interface Example {
  readonly bag: Bag;
  readonly weight: number;
}

interface Best {
  readonly logit: number;
  readonly reading: Reading;
  readonly window: Window;
}

export class Learner {
  readonly weights = new Float32Array(DIMENSIONS);
  readonly #squares = new Float32Array(DIMENSIONS).fill(1e-3);
  readonly #gain: number;
  #prefix = new Float32Array(1 << 17);
  bias = 0;
  #biasSquare = 1;

  constructor(gain: number) {
    this.#gain = gain;
  }

  /** The window that looks most like an attack, and one chosen by `pick` (0..1). */
  best(bag: Bag, pick: number): { best: Best; other: Best } {
    let best: Best | null = null;
    const all: Best[] = [];
    for (const reading of bag.readings) {
      const prefix = this.#sums(reading.index);
      for (const window of reading.windows) {
        const logit = this.bias + (prefix[window.to]! - prefix[window.from]!) * window.norm;
        const here = { logit, reading, window };
        all.push(here);
        if (best === null || logit > best.logit) best = here;
      }
    }
    const other = all[Math.floor(pick * all.length)]!;
    return { best: best ?? other, other };
  }

  logit(bag: Bag): number {
    return this.best(bag, 0).best.logit;
  }

  update({ reading, window, logit }: Best, label: number, weight: number, rate: number, decay: number): void {
    const error = (1 / (1 + Math.exp(-logit)) - label) * weight;
    this.#biasSquare += error * error;
    this.bias -= (rate * error) / Math.sqrt(this.#biasSquare);
    const { weights } = this;
    const squares = this.#squares;
    const { index } = reading;
    const plain = error * window.norm;
    const strong = plain * this.#gain;
    for (let at = window.from; at < window.to; at++) {
      const slot = index[at]!;
      const gradient = (slot >= FIRST_CONCEPT ? strong : plain) + decay * weights[slot]!;
      const square = squares[slot]! + gradient * gradient;
      squares[slot] = square;
      weights[slot]! -= (rate * gradient) / Math.sqrt(square);
    }
  }

  #sums(index: Uint16Array): Float32Array {
    if (this.#prefix.length <= index.length) this.#prefix = new Float32Array(index.length * 2);
    const prefix = this.#prefix;
    const { weights } = this;
    let sum = 0;
    for (let at = 0; at < index.length; at++) {
      prefix[at] = sum;
      const slot = index[at]!;
      sum += slot >= FIRST_CONCEPT ? weights[slot]! * this.#gain : weights[slot]!;
    }
    prefix[index.length] = sum;
    return prefix;
  }
}

export function learn(bags: readonly Bag[], recipe: Recipe, random: Random): Learner {
  const examples = weigh(bags, recipe);
  const learner = new Learner(recipe.conceptGain);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    const rate = recipe.rate * (1 - epoch / (recipe.epochs + 1));
    for (const { bag, weight } of shuffled(examples, random)) {
      const { best, other } = learner.best(bag, random());
      learner.update(best, bag.row.label, weight, rate, recipe.decay);
      if (bag.row.label === 0 && other.window !== best.window)
        learner.update(other, 0, weight * 0.5, rate, recipe.decay);
    }
  }
  return learner;
}

function weigh(bags: readonly Bag[], { sourcePower, benignWeight }: Recipe): Example[] {
  const sizes = new Map<string, number>();
  const keyOf = ({ row }: Bag): string => `${row.source}|${row.label}`;
  for (const bag of bags) sizes.set(keyOf(bag), (sizes.get(keyOf(bag)) ?? 0) + 1);
  const raw = bags.map((bag) => sizes.get(keyOf(bag))! ** (sourcePower - 1));
  const totals = [0, 0];
  bags.forEach((bag, at) => (totals[bag.row.label]! += raw[at]!));
  const scale = [(benignWeight * bags.length) / (2 * totals[0]!), bags.length / (2 * totals[1]!)];
  return bags.map((bag, at) => ({ bag, weight: Math.min(8, raw[at]! * scale[bag.row.label]!) }));
}
