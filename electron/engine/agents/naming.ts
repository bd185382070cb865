/** At most this many characters, as Akto's LiteLLM hook cuts names. */
const MAX_NAME_LENGTH = 200;

/**
 * An agent's name as Akto's LiteLLM hook writes it: trimmed, lower-case, every character outside `[a-z0-9._-]` a `-`,
 * at most 200 characters. `''` when nothing is left: the caller asks the next source.
 */
export function sanitizeAgentName(raw: string): string {
  // `u`: one `-` for one character, also outside the BMP, as Python's regex counts.
  return raw
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]/gu, '-')
    .slice(0, MAX_NAME_LENGTH);
}

/**
 * Akto's collection id of an agent: Java's `String.hashCode()` (s[0]*31^(n-1) + … + s[n-1], signed 32 bits, over
 * UTF-16 units) of the name, in which Akto has turned `_` into `-`. Akto adds 1 on a collision; we cannot know of one.
 */
export function aktoCollectionId(name: string): number {
  const akto = name.replaceAll('_', '-');
  let hash = 0;
  for (let index = 0; index < akto.length; index += 1) {
    hash = (Math.imul(hash, 31) + akto.charCodeAt(index)) | 0;
  }
  return hash;
}
