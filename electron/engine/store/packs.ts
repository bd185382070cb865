/**
 * The contents of a batch are compressed in packs of a few: one zstd call for many small bodies costs a third less time
 * than one each, and agents' requests resemble each other, which halves the bytes. A pack is read whole, so it stays small.
 */
import { zstdCompressSync } from 'node:zlib';

/** Where an exchange's content stands: bytes of the decompressed pack. */
export interface PackRef {
  readonly id: number;
  readonly start: number;
  readonly length: number;
}

interface Pack {
  readonly members: number;
  readonly data: Buffer;
}

/** Tells where each content went: the pack by its number in the list, the place in bytes of the decompressed pack. */
type Place = (index: number, pack: number, start: number, length: number) => void;

/** Decompressed bytes above which a pack is closed. Reading one exchange decompresses its whole pack (0.2 ms). */
const PACK_BYTES = 64 * 1_024;
/** A buffer that one huge body needed is not kept. */
const KEPT_BYTES = 1_024 * 1_024;
/** UTF-16 units below which a text gets the room of its longest form, 3 bytes a unit, instead of being measured. */
const UNMEASURED_UNITS = 64 * 1_024;

/**
 * Writes all contents into one buffer that is used again. A buffer for each would be memory outside of the heap, some
 * 70 MB a second of it under load, for which V8 marks the whole heap every 130 ms: a third of the writer's time.
 */
export class PackBuilder {
  #buffer = Buffer.allocUnsafeSlow(4 * PACK_BYTES);

  /** Groups contents, each a list of texts that follow each other, into packs, in order. */
  build(contents: readonly (readonly string[])[], place: Place): Pack[] {
    const packs: Pack[] = [];
    let members = 0;
    let bytes = 0;
    const finish = () => {
      if (members > 0) packs.push({ members, data: zstdCompressSync(this.#buffer.subarray(0, bytes)) });
      members = 0;
      bytes = 0;
    };
    for (const [index, texts] of contents.entries()) {
      const start = bytes;
      const length = this.#write(texts, start);
      if (start > 0 && start + length > PACK_BYTES) {
        finish();
        this.#buffer.copyWithin(0, start, start + length);
      }
      place(index, packs.length, bytes, length);
      members += 1;
      bytes += length;
    }
    finish();
    if (this.#buffer.length > KEPT_BYTES) this.#buffer = Buffer.allocUnsafeSlow(4 * PACK_BYTES);
    return packs;
  }

  /** Returns the bytes they took. */
  #write(texts: readonly string[], start: number): number {
    let at = start;
    for (const text of texts) {
      this.#reserve(at + (text.length < UNMEASURED_UNITS ? 3 * text.length : Buffer.byteLength(text)), at);
      at += this.#buffer.write(text, at, 'utf8');
    }
    return at - start;
  }

  #reserve(bytes: number, used: number): void {
    if (bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, used);
    this.#buffer = larger;
  }
}
