/** Longer texts are not kept: whatever is worked out from them costs more than a little memory is worth. UTF-16 units. */
const LONGEST = 8_192;
/** About what an entry takes beside its text. */
const ENTRY_UNITS = 80;

/**
 * What was worked out from texts that come again, as agents send the whole conversation with each request. Bounded: two
 * generations, the older of which goes at once.
 */
export class TextMemo<Value> {
  readonly #half: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #units = 0;

  /** `units`: UTF-16 units of all texts together. Default 2 M, 4 MB at most. */
  constructor(units = 2_000_000) {
    this.#half = units / 2;
  }

  get(text: string): Value | undefined {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const old = this.#old.get(text);
    if (old !== undefined) this.set(text, old);
    return old;
  }

  set(text: string, value: Value): void {
    if (text.length > LONGEST) return;
    if (!this.#young.has(text)) this.#units += text.length + ENTRY_UNITS;
    this.#young.set(text, value);
    if (this.#units < this.#half) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#units = 0;
  }
}
