import { describe, expect, test } from 'vitest';

import { countTokens } from './count-tokens.ts';

describe('countTokens', () => {
  test('counts as o200k_base does', () => {
    // The sample of OpenAI's cookbook, "How to count tokens with tiktoken": six tokens.
    expect(countTokens(['tiktoken is great!'])).toBe(6);
    expect(countTokens(['tiktoken is great!', 'tiktoken is great!'])).toBe(12);
    expect(countTokens([])).toBe(0);
    expect(countTokens([''])).toBe(0);
  });

  test('cutting a long text into pieces changes little', () => {
    const sentence = 'The quick brown fox jumps over the lazy dog, twice. ';
    const one = countTokens([sentence]);
    const many = countTokens([sentence.repeat(500)]);
    expect(Math.abs(many - 500 * one) / (500 * one)).toBeLessThan(0.1);
  });

  test('a text beyond the sample is counted in proportion', () => {
    const sentence = 'Grüße aus Oslo, 12 Grad. ';
    const small = countTokens([sentence.repeat(1_000)]);
    const large = countTokens([sentence.repeat(20_000)]);
    expect(Math.abs(large - 20 * small) / large).toBeLessThan(0.02);
  });

  test('special tokens in a text are text, and an unbroken run is no trap', () => {
    expect(countTokens(['<|endoftext|> hi'])).toBeGreaterThan(2);
    // As one run this would take hours.
    expect(countTokens(['a'.repeat(1_000_000)])).toBeGreaterThan(50_000);
    expect(countTokens(['\ud800'.repeat(1000)])).toBeGreaterThan(0);
  });
});
