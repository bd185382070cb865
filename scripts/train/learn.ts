/**
 * Logistic regression over bags (multiple-instance learning): of an attack only the window that looks most like one is
 * learnt, of a benign text the worst windows and one at random. AdaGrad; the same seed and data give the same weights.
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
  /** Epochs whose weights are averaged, counted from the last. */
  readonly averaged: number;
  /** Weight of an attack's innocent surroundings. */
  readonly surroundings: number;
  /** How many windows of an innocent text are learnt for being its worst; all but the first at half the weight. */
  readonly negatives: number;
  /** Share of a window's features that each step does without: no few of them may carry a text on their own. */
  readonly dropped: number;
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
  #round = 0;

  constructor(gain: number) {
    this.#gain = gain;
  }

  /** The windows that look most like an attack, worst first and apart from each other, and one chosen by `pick` (0..1). */
  worst(bag: Bag, count: number, pick: number): { worst: readonly Best[]; other: Best } {
    const all: Best[] = [];
    for (const reading of bag.readings) this.#each(reading, (logit, window) => all.push({ logit, reading, window }));
    const worst: Best[] = [];
    while (worst.length < count) {
      let next: Best | null = null;
      for (const one of all) {
        if ((next === null || one.logit > next.logit) && !worst.some((taken) => overlap(taken, one))) next = one;
      }
      if (next === null) break;
      worst.push(next);
    }
    return { worst, other: all[Math.floor(pick * all.length)]! };
  }

  /** The window of the attack that looks most like one, and of those that have nothing of it. */
  apart(bag: Bag): { attack: Best | null; beside: Best | null } {
    let attack: Best | null = null;
    let beside: Best | null = null;
    for (const reading of bag.readings) {
      this.#each(reading, (logit, window) => {
        if (window.attack > 0.5) {
          if (attack === null || logit > attack.logit) attack = { logit, reading, window };
        } else if (window.attack === 0 && (beside === null || logit > beside.logit))
          beside = { logit, reading, window };
      });
    }
    return { attack, beside };
  }

  /** Of all readings the worst window, and of the text as written the mean. */
  read(bag: Bag): { worst: number; mean: number } {
    let worst = Number.NEGATIVE_INFINITY;
    let mean: number | null = null;
    for (const reading of bag.readings) {
      let sum = 0;
      this.#each(reading, (logit) => {
        sum += logit;
        if (logit > worst) worst = logit;
      });
      mean ??= sum / Math.max(1, reading.windows.length);
    }
    return worst === Number.NEGATIVE_INFINITY ? { worst: this.bias, mean: this.bias } : { worst, mean: mean ?? 0 };
  }

  /** One step of descent for a window. */
  update(best: Best, label: number, weight: number, rate: number, { decay, dropped }: Recipe): void {
    const { reading, window } = best;
    this.#round = (this.#round + ROUND) | 0;
    const below = dropped * 2 ** 32;
    const error = (1 / (1 + Math.exp(-this.#without(best, dropped))) - label) * weight;
    this.#biasSquare += error * error;
    this.bias -= (rate * error) / Math.sqrt(this.#biasSquare);
    const { weights } = this;
    const squares = this.#squares;
    const { index, guises } = reading;
    // Once for the window as a whole, where an n-gram may count many times.
    for (const slot of [...guises, window.size]) this.#step(slot, error, rate, decay);
    const plain = error * window.norm;
    const strong = plain * this.#gain;
    for (let at = window.from; at < window.to; at++) {
      const slot = index[at]!;
      if (scatter(slot ^ this.#round) < below) continue;
      const gradient = (slot >= FIRST_CONCEPT ? strong : plain) + decay * weights[slot]!;
      const square = squares[slot]! + gradient * gradient;
      squares[slot] = square;
      weights[slot]! -= (rate * gradient) / Math.sqrt(square);
    }
  }

  /** The logit without what this round drops, the rest counting for it. */
  #without({ reading, window, logit }: Best, dropped: number): number {
    const below = dropped * 2 ** 32;
    let all = 0;
    let kept = 0;
    for (let at = window.from; at < window.to; at++) {
      const slot = reading.index[at]!;
      const value = slot >= FIRST_CONCEPT ? this.weights[slot]! * this.#gain : this.weights[slot]!;
      all += value;
      if (scatter(slot ^ this.#round) >= below) kept += value;
    }
    return logit + (kept / (1 - dropped) - all) * window.norm;
  }

  #step(slot: number, by: number, rate: number, decay: number): void {
    const gradient = by + decay * this.weights[slot]!;
    this.#squares[slot]! += gradient * gradient;
    this.weights[slot]! -= (rate * gradient) / Math.sqrt(this.#squares[slot]!);
  }

  #each({ index, guises, windows }: Reading, onWindow: (logit: number, window: Window) => void): void {
    const { weights } = this;
    const prefix = this.#sums(index);
    const base = guises.reduce((sum, slot) => sum + weights[slot]! * this.#gain, this.bias);
    for (const window of windows) {
      const size = weights[window.size]! * this.#gain;
      onWindow(base + size + (prefix[window.to]! - prefix[window.from]!) * window.norm, window);
    }
  }

  #sums(index: Uint32Array): Float32Array {
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
  const sum = new Float64Array(DIMENSIONS);
  let biases = 0;
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    const rate = recipe.rate * (1 - epoch / (recipe.epochs + 1));
    for (const { bag, weight } of shuffled(examples, random)) {
      if (bag.row.label === 1) {
        const { attack, beside } = learner.apart(bag);
        if (attack !== null) learner.update(attack, 1, weight, rate, recipe);
        if (beside !== null && recipe.surroundings > 0)
          learner.update(beside, 0, weight * recipe.surroundings, rate, recipe);
        continue;
      }
      const { worst, other } = learner.worst(bag, recipe.negatives, random());
      for (const [at, one] of worst.entries()) learner.update(one, 0, at === 0 ? weight : weight * 0.5, rate, recipe);
      if (other.window !== worst[0]?.window) learner.update(other, 0, weight * 0.5, rate, recipe);
    }
    if (epoch < recipe.epochs - recipe.averaged) continue;
    for (let slot = 0; slot < DIMENSIONS; slot++) sum[slot]! += learner.weights[slot]!;
    biases += learner.bias;
  }
  learner.weights.set(sum.map((value) => value / recipe.averaged));
  learner.bias = biases / recipe.averaged;
  return learner;
}

/** Added from round to round: odd, so that no two of 2^32 rounds drop the same features. */
const ROUND = 0x6d2b79f5;

/** A number in [0, 2^32) that says nothing about its neighbours'. */
function scatter(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function overlap(a: Best, b: Best): boolean {
  if (a.reading !== b.reading) return false;
  return a.window === b.window || (a.window.from < b.window.to && b.window.from < a.window.to);
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
