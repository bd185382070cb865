/** How the price list is kept: prices.json, made by scripts/update-prices.ts. */

export interface PriceGroup {
  /** US dollars a million tokens: input, output, read from the cache, written to the cache; the last two if known. */
  readonly usd: readonly number[];
  /** Above so many input tokens (the first number) the whole request costs this instead. */
  readonly above?: readonly number[];
  /** Names, separated by spaces. */
  readonly models: string;
}

export interface PriceTable {
  /** The day the list was taken, YYYY-MM-DD. */
  readonly date: string;
  readonly source: string;
  readonly prices: readonly PriceGroup[];
}
