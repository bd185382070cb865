/** What went out over the last seconds, and when more may. */
const WINDOW_MS = 5_000;

export class Rate {
  #sent: { readonly at: number; readonly exchanges: number; readonly bytes: number }[] = [];

  add(exchanges: number, bytes: number): void {
    this.#sent.push({ at: Date.now(), exchanges, bytes });
  }

  read(): { exchangesPerSecond: number; bytesPerSecond: number } {
    const since = Date.now() - WINDOW_MS;
    this.#sent = this.#sent.filter(({ at }) => at >= since);
    const sum = (of: 'exchanges' | 'bytes') => this.#sent.reduce((total, one) => total + one[of], 0);
    return {
      exchangesPerSecond: (sum('exchanges') * 1_000) / WINDOW_MS,
      bytesPerSecond: (sum('bytes') * 1_000) / WINDOW_MS,
    };
  }
}

/** Spreads bytes over time: each sending waits until those before it have been paid for. */
export class Pace {
  #freeAt = 0;

  /** Milliseconds to wait before these bytes may go; they count from now on. */
  take(bytes: number, bytesPerSecond: number | null): number {
    if (bytesPerSecond === null) return 0;
    const now = Date.now();
    const wait = Math.max(0, this.#freeAt - now);
    this.#freeAt = now + wait + (bytes * 1_000) / bytesPerSecond;
    return wait;
  }
}
