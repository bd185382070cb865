import type { Usage } from '../dialects/index.ts';
import type { PriceGroup, PriceTable } from './price-table.ts';
import prices from './prices.json' with { type: 'json' };

const TABLE: PriceTable = prices;
const MILLION = 1_000_000;

let byModel: Map<string, PriceGroup> | undefined;

/** Read when first asked: most of a day's starts never ask. */
function groups(): Map<string, PriceGroup> {
  byModel ??= new Map(TABLE.prices.flatMap((group) => group.models.split(' ').map((model) => [model, group] as const)));
  return byModel;
}

export interface Cost {
  /** US dollars. */
  readonly usd: number;
  /** The day the prices were taken, YYYY-MM-DD. */
  readonly priceDate: string;
}

/** Where the prices come from. */
export const PRICE_SOURCE = { date: TABLE.date, source: TABLE.source } as const;

/**
 * What an exchange cost, at list price. null when the model is not in the list under this very name, or its tokens
 * are not known: never a guess.
 */
export function costOf(model: string, usage: Usage): Cost | null {
  const { inputTokens, outputTokens } = usage;
  const group = groups().get(model);
  if (!group || (inputTokens === null && outputTokens === null)) return null;
  const input = inputTokens ?? 0;
  const [threshold, ...dearer] = group.above ?? [];
  const rates = threshold !== undefined && input > threshold ? dearer : group.usd;
  const [inputRate = 0, outputRate = 0, readRate = inputRate, writeRate = inputRate] = rates;
  const read = Math.min(input, usage.cacheReadTokens ?? 0);
  const write = Math.min(input - read, usage.cacheWriteTokens ?? 0);
  const millionths =
    (input - read - write) * inputRate + read * readRate + write * writeRate + (outputTokens ?? 0) * outputRate;
  return { usd: millionths / MILLION, priceDate: TABLE.date };
}
