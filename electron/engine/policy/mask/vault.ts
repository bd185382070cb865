import { labelOf } from './labels.ts';

/** Placeholders look like this: `[CARD_1]`. Used to see which ones a text already contains. */
const LOOKS_LIKE_ONE = /\[([A-Z][A-Z_]{0,40})_(\d{1,9})\]/g;

/**
 * What placeholders of one exchange stand for. The values live here and nowhere else: nothing of it is written,
 * logged or sent, and it goes with the exchange.
 */
export interface Vault {
  /**
   * The placeholder of a value; the same value of the same kind gets the same one. `form`: how it stood there. A number
   * has a placeholder of its own, so that it can become one again.
   */
  placeholderFor(type: string, value: string, form?: ValueForm): string;
  /** Placeholders that stand in these texts already are not ours: their numbers are not used. */
  avoid(texts: Iterable<string>): void;
  /** Whether a placeholder begins so and goes on. */
  couldBecome(beginning: string): boolean;
  valueOf(placeholder: string): string | undefined;
  /** Whether it stands for a number of JSON. */
  isNumber(placeholder: string): boolean;
  readonly hasNumbers: boolean;
  readonly size: number;
  /** Forgets every value. */
  clear(): void;
}

/** `number`: in JSON, without quotes. */
export type ValueForm = 'text' | 'number';

export function createVault(): Vault {
  return new MemoryVault();
}

class MemoryVault implements Vault {
  readonly #byValue = new Map<string, string>();
  readonly #byPlaceholder = new Map<string, string>();
  readonly #numbers = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  placeholderFor(type: string, value: string, form: ValueForm = 'text'): string {
    const label = labelOf(type);
    const key = `${label}\n${form}\n${value}`;
    const known = this.#byValue.get(key);
    if (known !== undefined) return known;
    let number = this.#next.get(label) ?? 1;
    while (this.#taken.has(`[${label}_${number}]`)) number += 1;
    this.#next.set(label, number + 1);
    const placeholder = `[${label}_${number}]`;
    this.#byValue.set(key, placeholder);
    this.#byPlaceholder.set(placeholder, value);
    if (form === 'number') this.#numbers.add(placeholder);
    return placeholder;
  }

  avoid(texts: Iterable<string>): void {
    for (const text of texts) for (const [found] of text.matchAll(LOOKS_LIKE_ONE)) this.#taken.add(found);
  }

  couldBecome(beginning: string): boolean {
    for (const placeholder of this.#byPlaceholder.keys()) {
      if (placeholder.length > beginning.length && placeholder.startsWith(beginning)) return true;
    }
    return false;
  }

  valueOf(placeholder: string): string | undefined {
    return this.#byPlaceholder.get(placeholder);
  }

  isNumber(placeholder: string): boolean {
    return this.#numbers.has(placeholder);
  }

  get hasNumbers(): boolean {
    return this.#numbers.size > 0;
  }

  get size(): number {
    return this.#byPlaceholder.size;
  }

  clear(): void {
    if (this.#byValue.size === 0) return;
    this.#byValue.clear();
    this.#byPlaceholder.clear();
    this.#numbers.clear();
  }

  /** A vault that ends up in JSON by mistake says nothing. */
  toJSON(): string {
    return `[vault of ${this.size}]`;
  }
}
