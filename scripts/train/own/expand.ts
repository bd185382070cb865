import { type Random, pick } from '../random.ts';

/** Named lists that templates refer to as `{name}`. */
export type Slots = Readonly<Record<string, readonly string[]>>;

/** `{a|b|}` is one of the alternatives, `{name}` one entry of a slot; entries may hold templates themselves. */
export function expand(template: string, slots: Slots, random: Random): string {
  let text = template;
  for (let depth = 0; depth < 7 && text.includes('{'); depth++) {
    text = text.replace(/\{([^{}]*)\}/g, (whole, inner: string) => {
      const slot = slots[inner];
      if (slot !== undefined) return pick(slot, random);
      return inner.includes('|') ? pick(inner.split('|'), random) : whole;
    });
  }
  return text.replace(/ {2,}/g, ' ').trim();
}
