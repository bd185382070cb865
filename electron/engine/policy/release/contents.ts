import type { Finding, Part, Side } from '../../../../shared/domain/index.ts';
import { messageHash, messagePointer } from '../history/messages.ts';

/** What a release of a finding is about: the message it stands in, word for word. */
export interface Contents {
  of(finding: Finding): string;
  /** Of all parts. */
  whole(): string;
}

/**
 * Hashes are made when they are asked for, once each: most turns release nothing. Nobody repeats an answer word for
 * word, so what is released of one is what its request's repetition brings (`answerTo`).
 */
export function createContents({
  parts,
  side,
  answerTo,
}: {
  readonly parts: readonly Part[];
  readonly side: Side;
  readonly answerTo?: (() => string) | undefined;
}): Contents {
  const known = new Map<string, string>();
  const hash = (key: string, of: () => readonly Part[]): string => {
    const found = known.get(key) ?? messageHash(of());
    known.set(key, found);
    return found;
  };
  const whole = () => hash('', () => parts);
  return {
    whole,
    of({ pointer }) {
      if (side === 'response' && answerTo !== undefined) return answerTo();
      const message = messagePointer(pointer);
      const own = message === '' ? [] : parts.filter((part) => messagePointer(part.pointer) === message);
      // About the exchange as a whole (limits, offered tools): the exchange as a whole.
      return own.length === 0 ? whole() : hash(message, () => own);
    },
  };
}

/** What a release of an answer is about: the request it answers, by its turn's `contentKey`. */
export function contentOfAnswer(requestKey: string): string {
  return `answer to ${requestKey}`;
}
