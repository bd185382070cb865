/** Calls of the gateway that a hook may yet speak of: the newest of them, at least so many. */
const LEAST_KEPT = 20_000;

/**
 * Exchanges by the ids of their calls. Two generations, the older of which goes at once: taking the oldest out of one
 * map, call by call, means passing over the gaps of all that went before it.
 */
export class AdoptedCalls {
  readonly #least: number;
  #young = new Map<string, string>();
  #old = new Map<string, string>();

  constructor(least: number = LEAST_KEPT) {
    this.#least = least;
  }

  has(callId: string): boolean {
    return this.#young.has(callId) || this.#old.has(callId);
  }

  get(callId: string): string | undefined {
    return this.#young.get(callId) ?? this.#old.get(callId);
  }

  set(callId: string, exchange: string): void {
    this.#young.set(callId, exchange);
    if (this.#young.size < this.#least) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  delete(callId: string): void {
    this.#young.delete(callId);
    this.#old.delete(callId);
  }
}
