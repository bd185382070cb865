/** Numbers of the status bar, kept in fixed memory. */
export class Statistics {
  readonly #gates = new Float64Array(1_000);
  #gateCount = 0;
  readonly #perSecond = new Map<number, number>();

  readonly #refused: { count: number; lastAt: number | null } = { count: 0, lastAt: null };

  /** A hook was refused for its token. */
  countRefusedHook(now: number = Date.now()): void {
    this.#refused.count += 1;
    this.#refused.lastAt = now;
  }

  get refusedHooks(): { readonly count: number; readonly lastAt: number | null } {
    return { ...this.#refused };
  }

  /** `gateMs`: time in Sluice before the request went on or was denied. */
  countGate(gateMs: number): void {
    this.#gates[this.#gateCount % this.#gates.length] = gateMs;
    this.#gateCount += 1;
  }

  countExchange(now: number = Date.now()): void {
    const second = Math.floor(now / 1_000);
    const counted = this.#perSecond.get(second);
    this.#perSecond.set(second, (counted ?? 0) + 1);
    if (counted !== undefined) return;
    for (const key of this.#perSecond.keys()) if (key < second - 10) this.#perSecond.delete(key);
  }

  /** Over the last five whole seconds. */
  exchangesPerSecond(now: number = Date.now()): number {
    const second = Math.floor(now / 1_000);
    let count = 0;
    for (let back = 1; back <= 5; back += 1) count += this.#perSecond.get(second - back) ?? 0;
    return count / 5;
  }

  /** null before the first exchange. `share`: 0.5 for the median. */
  gateQuantile(share: number): number | null {
    const filled = this.#gates.slice(0, Math.min(this.#gateCount, this.#gates.length)).sort();
    if (filled.length === 0) return null;
    return filled[Math.min(filled.length - 1, Math.floor(filled.length * share))] ?? null;
  }
}
