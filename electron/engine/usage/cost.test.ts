import { describe, expect, test } from 'vitest';

import { PRICE_SOURCE, costOf } from './index.ts';
import prices from './prices.json' with { type: 'json' };

describe('costOf', () => {
  test('is what the list says, with the day it was taken', () => {
    // LiteLLM's list: gpt-4o costs 2.5 dollars a million in, 10 out, half the input from the cache.
    expect(costOf('gpt-4o', { inputTokens: 1_000_000, outputTokens: 100_000 })).toEqual({
      usd: 3.5,
      priceDate: PRICE_SOURCE.date,
    });
    expect(costOf('gpt-4o', { inputTokens: 1_000_000, outputTokens: 0, cacheReadTokens: 400_000 })?.usd).toBe(2);
    expect(costOf('openai/gpt-4o', { inputTokens: 1_000_000, outputTokens: 0 })?.usd).toBe(2.5);
  });

  test('what is written to the cache costs more', () => {
    const usage = { inputTokens: 1_000_000, outputTokens: 0 };
    const plain = costOf('claude-sonnet-4-5', usage)?.usd ?? 0;
    const written = costOf('claude-sonnet-4-5', { ...usage, cacheWriteTokens: 1_000_000 })?.usd ?? 0;
    const read = costOf('claude-sonnet-4-5', { ...usage, cacheReadTokens: 1_000_000 })?.usd ?? 0;
    expect([plain, written, read]).toEqual([3, 3.75, 0.3]);
  });

  test('above a threshold the whole request costs more', () => {
    expect(costOf('gemini-2.5-pro', { inputTokens: 200_000, outputTokens: 0 })?.usd).toBeCloseTo(0.25);
    expect(costOf('gemini-2.5-pro', { inputTokens: 400_000, outputTokens: 0 })?.usd).toBeCloseTo(1);
  });

  test('an embedding has no output', () => {
    const { usd } = costOf('text-embedding-3-small', { inputTokens: 1_000_000, outputTokens: null }) ?? {};
    expect(usd).toBeCloseTo(0.02);
  });

  test('never a guess', () => {
    const usage = { inputTokens: 1, outputTokens: 1 };
    expect(costOf('my-alias', usage)).toBeNull();
    expect(costOf('gpt-4o-of-mine', usage)).toBeNull();
    expect(costOf('constructor', usage)).toBeNull();
    expect(costOf('', usage)).toBeNull();
    expect(costOf('gpt-4o', { inputTokens: null, outputTokens: null })).toBeNull();
  });
});

test('the list is whole: a date, a source, and sensible prices under unique names', () => {
  expect(prices.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(prices.source).toMatch(/^litellm \d+\.\d+/);
  const models = prices.prices.flatMap(({ models }) => models.split(' '));
  expect(models.length).toBeGreaterThan(3_000);
  expect(new Set(models).size).toBe(models.length);
  for (const { usd } of prices.prices) {
    expect(usd.length).toBeGreaterThanOrEqual(2);
    expect(usd.every((rate) => rate >= 0 && rate < 10_000)).toBe(true);
    expect(usd.some((rate) => rate > 0)).toBe(true);
  }
});
