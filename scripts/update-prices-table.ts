import type { PriceGroup, PriceTable } from '../electron/engine/usage/price-table.ts';

/** What LiteLLM's price list says of a model, as far as we read it. All in US dollars a token. */
export interface LitellmPrices {
  readonly mode?: string;
  readonly litellm_provider?: string;
  readonly [key: string]: unknown;
}

/** Kinds of models that are paid by the token. */
const MODES = new Set(['chat', 'completion', 'embedding', 'responses', 'moderation']);
/** Providers whose models LiteLLM lists by their bare names, but calls `provider/name`. */
const BARE_PROVIDERS = new Set(['openai', 'anthropic']);
const ABOVE = /^input_cost_per_token_above_(\d+)k_tokens$/;

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** Dollars a million tokens, without the noise of the division. */
function perMillion(value: number): number {
  return Number((value * 1e6).toPrecision(10));
}

/** Input, output, cache read, cache write; the last two only where they are known. */
function rates(prices: LitellmPrices, suffix: string): number[] | null {
  const input = number(prices[`input_cost_per_token${suffix}`]);
  if (input === null) return null;
  const output = number(prices[`output_cost_per_token${suffix}`]) ?? (suffix === '' ? 0 : null);
  if (output === null) return null;
  const read = number(prices[`cache_read_input_token_cost${suffix}`]);
  const write = number(prices[`cache_creation_input_token_cost${suffix}`]);
  const all = [input, output, read ?? input, write ?? input].map(perMillion);
  if (write === null) all.pop();
  if (write === null && read === null) all.pop();
  return all;
}

function groupOf(prices: LitellmPrices): Omit<PriceGroup, 'models'> | null {
  const usd = rates(prices, '');
  // Nothing by the token: paid otherwise, or not known.
  if (!usd || usd.every((rate) => rate === 0)) return null;
  const threshold = Object.keys(prices)
    .flatMap((key) => ABOVE.exec(key)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)[0];
  const above = threshold === undefined ? null : rates(prices, `_above_${threshold}k_tokens`);
  return above && threshold !== undefined ? { usd, above: [threshold * 1000, ...above] } : { usd };
}

/** The list as we keep it: models of one price together. */
export function compactPrices(list: Record<string, LitellmPrices>, date: string, source: string): PriceTable {
  const groups = new Map<string, { group: Omit<PriceGroup, 'models'>; models: Set<string> }>();
  for (const [model, prices] of Object.entries(list)) {
    if (!MODES.has(prices.mode ?? '') || /\s/.test(model)) continue;
    const group = groupOf(prices);
    if (!group) continue;
    const key = JSON.stringify(group);
    const known = groups.get(key) ?? { group, models: new Set() };
    groups.set(key, known);
    known.models.add(model);
    const provider = prices.litellm_provider ?? '';
    if (BARE_PROVIDERS.has(provider) && !model.includes('/')) {
      const named = `${provider}/${model}`;
      if (!(named in list)) known.models.add(named);
    }
  }
  const prices = [...groups.values()].map(({ group, models }) => ({ ...group, models: [...models].sort().join(' ') }));
  return { date, source, prices: prices.sort((a, b) => (a.models < b.models ? -1 : 1)) };
}
