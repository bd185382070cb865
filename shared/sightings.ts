/** How many of the last hashes are known, a power of two. */
const PLACES = 4_096;

/**
 * Which hashes came before, of the last few thousand: for what is worth keeping only when it comes a second time. Holds
 * numbers, never what was hashed. Two hashes that begin alike are taken for one, which is seldom and costs little.
 */
export class Sightings {
  readonly #beginnings = new Int32Array(PLACES);

  /** Whether it came before; from now on it has. `digest`: a hash in base64, at least eight characters. */
  meet(digest: string): boolean {
    let beginning = 0;
    for (let at = 0; at < 6; at += 1) beginning = (Math.imul(beginning, 64) ^ digest.charCodeAt(at)) | 0;
    return this.#meet(digest.charCodeAt(6) * 64 + digest.charCodeAt(7), beginning);
  }

  /** The same of a hash of 32 bits. */
  meetNumber(hash: number): boolean {
    return this.#meet(hash, hash | 0);
  }

  #meet(at: number, beginning: number): boolean {
    const place = at % PLACES;
    const before = this.#beginnings[place] === beginning;
    this.#beginnings[place] = beginning;
    return before;
  }
}
