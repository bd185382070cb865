/** WordPiece tokens as BERT-like encoders expect them: `vocab.txt`, one token a line, its line is its number. */
export class WordPieces {
  readonly #ids = new Map<string, number>();
  readonly #unknown: number;
  readonly #first: number;
  readonly #last: number;
  readonly #cased: boolean;

  /** Throws RangeError when the vocabulary lacks the tokens that frame a text. */
  constructor(vocabulary: string) {
    for (const [id, token] of vocabulary.split(/\r?\n/).entries()) if (token !== '') this.#ids.set(token, id);
    const need = (token: string): number => {
      const id = this.#ids.get(token);
      if (id === undefined) throw new RangeError(`the vocabulary has no ${token}`);
      return id;
    };
    this.#unknown = need('[UNK]');
    this.#first = need('[CLS]');
    this.#last = need('[SEP]');
    this.#cased = ['The', 'I', 'A'].some((word) => this.#ids.has(word));
  }

  /** At most `limit` numbers, the framing ones included. */
  encode(text: string, limit: number): number[] {
    const ids = [this.#first];
    const plain = this.#cased
      ? text
      : text
          .toLowerCase()
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '');
    for (const word of plain.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []) {
      ids.push(...this.#pieces(word));
      if (ids.length >= limit) break;
    }
    return [...ids.slice(0, limit - 1), this.#last];
  }

  #pieces(word: string): number[] {
    const ids: number[] = [];
    let start = 0;
    while (start < word.length) {
      let end = word.length;
      let id: number | undefined;
      while (end > start) {
        id = this.#ids.get(`${start > 0 ? '##' : ''}${word.slice(start, end)}`);
        if (id !== undefined) break;
        end -= 1;
      }
      if (id === undefined) return [this.#unknown];
      ids.push(id);
      start = end;
    }
    return ids;
  }
}
