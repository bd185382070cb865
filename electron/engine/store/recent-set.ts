/** Texts that were added or asked for last, at least half of `most`: two generations, the older of which goes at once. */
export class RecentSet {
  readonly #half: number;
  #young = new Set<string>();
  #old = new Set<string>();

  constructor(most: number) {
    this.#half = most / 2;
  }

  has(text: string): boolean {
    if (this.#young.has(text)) return true;
    if (!this.#old.has(text)) return false;
    this.add(text);
    return true;
  }

  add(text: string): void {
    if (this.#young.size >= this.#half) [this.#young, this.#old] = [new Set(), this.#young];
    this.#young.add(text);
  }
}
