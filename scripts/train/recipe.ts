/** Chosen by leave-sources-out folds, never by a random split. */
import type { Recipe } from './learn.ts';

export const SEED = 1;
/** How many documents get an attack of our own put in. */
export const INSERTED = 3_000;

/** How many texts are made out of those of the data. */
export const BORROWED = 6_000;

/** How many attacks of our own are disguised; half as many innocent texts are. */
export const DISGUISED = 1_500;

export const RECIPE: Recipe = {
  epochs: 8,
  rate: 0.1,
  decay: 1e-4,
  conceptGain: 3,
  benignWeight: 1,
  sourcePower: 0.5,
  averaged: 4,
  surroundings: 0.3,
  negatives: 2,
  dropped: 0.3,
};

/** Of the head for whole messages. */
export const LONG_RECIPE: Recipe = { ...RECIPE, epochs: 6, averaged: 3, surroundings: 0, negatives: 1 };
