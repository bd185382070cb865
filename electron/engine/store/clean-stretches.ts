/**
 * What of a body was looked through before: agents send the whole conversation with each request, so all but its newest
 * messages are known. Only hashes of text in which nothing was found are kept.
 */
import { hash } from 'node:crypto';

import { Sightings } from '../../../shared/sightings.ts';
import { TextMemo } from '../../../shared/text-memo.ts';
import type { RedactionTools } from './redaction-tools.ts';

type RedactSecrets = RedactionTools['redactSecrets'];

/** Between two objects of a list, where the next one's first member is named: nothing that is one secret reaches across. */
const BETWEEN = /\},\s*(?=\{\s*"(?:role|content|type)"\s*:)/g;
/** Shorter stretches are taken together: a hash costs as much as looking through so much. */
const MIN_CHARS = 256;
/** UTF-16 units: some 60,000 hashes. */
const KNOWN_UNITS = 7_500_000;

/** The same answers as `redactSecrets`, with less work for bodies that begin like earlier ones, or are one of them. */
export function rememberingClean(redactSecrets: RedactSecrets): RedactSecrets {
  const known = new TextMemo<true>(KNOWN_UNITS);
  const seen = new Sightings();
  /** `again`: whether it is likely to come again, as the messages of a conversation are. */
  const lookThrough = (text: string, again: boolean): ReturnType<RedactSecrets> => {
    const key = hash('sha256', text, 'base64url');
    if (known.get(key) === true) return { text, replaced: 0 };
    const redacted = redactSecrets(text);
    if (redacted.replaced === 0 && (again || seen.meet(key))) known.set(key, true);
    return redacted;
  };
  return (text) => {
    const stretches = stretchesOf(text);
    if (stretches.length === 1) return lookThrough(text, false);
    // Whatever is found is found in the whole, with all that stands around it.
    return stretches.every((stretch) => lookThrough(stretch, true).replaced === 0)
      ? { text, replaced: 0 }
      : redactSecrets(text);
  };
}

/** Joined they are the text. A text that goes on where another ends has all but that one's last stretches. */
function stretchesOf(text: string): string[] {
  const stretches: string[] = [];
  let from = 0;
  for (const { index, 0: seam } of text.matchAll(BETWEEN)) {
    const to = index + seam.length;
    if (to - from < MIN_CHARS) continue;
    stretches.push(text.slice(from, to));
    from = to;
  }
  stretches.push(text.slice(from));
  return stretches;
}
