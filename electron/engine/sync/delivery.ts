/** A batch on its way: sent whole, and where Akto refuses something in it, halved until the record at fault is alone. */
import type { OutboxOrder, OutboxReturn } from '../store/index.ts';
import type { AktoAnswer } from './akto-client.ts';
import { Unavailable } from './patience.ts';

export interface Item {
  readonly seq: number;
  readonly records: readonly string[];
  readonly sizeBytes: number;
  /** Numbers of the records that were acknowledged, now or at an earlier sending. */
  readonly accepted: Set<number>;
}

export interface DeliveryParts {
  readonly post: (records: readonly string[]) => Promise<AktoAnswer>;
  /** Resolves once it is written. */
  readonly settle: (order: Extract<OutboxOrder, { kind: 'settle' }>) => Promise<unknown>;
  /** All of it together was too large. */
  readonly onTooLarge: (sizeBytes: number) => void;
}

/**
 * Sends claimed items. What Akto takes is settled before anything else is sent, so that it never goes again. Rejects
 * with Unavailable once everything that is left is back in the queue.
 */
export async function deliver(items: readonly Item[], parts: DeliveryParts): Promise<void> {
  const left = new Map(items.map((item) => [item.seq, item]));
  const delivery = new Delivery(left, parts);
  try {
    await delivery.send(items);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const { reason, unsure } = error.answer;
    const again = [...left.values()].map(({ seq, accepted }): OutboxReturn => ({
      seq,
      reason,
      unsure: unsure && delivery.inTheAir.has(seq),
      accepted: [...accepted],
    }));
    await parts.settle({ kind: 'settle', delivered: [], rejected: [], again });
    throw error;
  }
}

class Delivery {
  readonly #left: Map<number, Item>;
  readonly #parts: DeliveryParts;
  /** Of the last call. */
  inTheAir: ReadonlySet<number> = new Set();

  constructor(left: Map<number, Item>, parts: DeliveryParts) {
    this.#left = left;
    this.#parts = parts;
  }

  async send(items: readonly Item[]): Promise<void> {
    const answer = await this.#post(items, items.flatMap(pending));
    if (answer.kind === 'accepted') {
      return this.#settle(
        items.map(({ seq }) => seq),
        [],
      );
    }
    const [first] = items;
    if (items.length === 1 && first !== undefined) return this.#alone(first, answer.reason);
    if (answer.tooLarge) this.#parts.onTooLarge(items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
    // In order: the first half before the second, each as far as it goes.
    const half = Math.ceil(items.length / 2);
    await this.send(items.slice(0, half));
    await this.send(items.slice(half));
  }

  /** An exchange of which a record is refused: the others of it go all the same. */
  async #alone(item: Item, reason: string): Promise<void> {
    const numbers = item.records
      .keys()
      .filter((number) => !item.accepted.has(number))
      .toArray();
    const refused = numbers.length === 1 ? [reason] : [];
    for (const number of numbers.length === 1 ? [] : numbers) {
      const answer = await this.#post([item], [item.records[number] ?? '']);
      if (answer.kind === 'accepted') item.accepted.add(number);
      else refused.push(number === 0 ? answer.reason : `its tool call ${number}: ${answer.reason}`);
    }
    const [why] = refused;
    if (why === undefined) return this.#settle([item.seq], []);
    return this.#settle([], [{ seq: item.seq, reason: why, accepted: [...item.accepted] }]);
  }

  async #post(
    items: readonly Item[],
    records: readonly string[],
  ): Promise<Exclude<AktoAnswer, { kind: 'unavailable' }>> {
    if (records.length === 0) return { kind: 'accepted' };
    this.inTheAir = new Set(items.map(({ seq }) => seq));
    const answer = await this.#parts.post(records);
    if (answer.kind === 'unavailable') throw new Unavailable(answer);
    this.inTheAir = new Set();
    return answer;
  }

  async #settle(
    delivered: readonly number[],
    rejected: Extract<OutboxOrder, { kind: 'settle' }>['rejected'],
  ): Promise<void> {
    await this.#parts.settle({ kind: 'settle', delivered, rejected, again: [] });
    for (const seq of [...delivered, ...rejected.map(({ seq }) => seq)]) this.#left.delete(seq);
  }
}

function pending({ records, accepted }: Item): readonly string[] {
  return accepted.size === 0 ? records : records.filter((_record, number) => !accepted.has(number));
}
