import type { JsonValue } from '../../../shared/json.ts';
import type { StreamReader } from './dialect.ts';
import { parseExactly } from './exact-json.ts';
import { stringEnd } from './repeated-members.ts';
import { type Frame, type Framing, createFramer } from './framing.ts';

/** Above this much payload a reader assembles no further, and says `truncated`. */
export const MAX_STREAM_CHARS = 64 * 1024 * 1024;

/** Puts together one dialect's events. Must not throw on any JSON. */
export interface Assembler {
  /** `name`: the SSE event's name, if it had one. */
  event(data: JsonValue, name: string | null): void;
  /** A payload that is not JSON. */
  words?(data: string): void;
  text(): string;
  assembled(): JsonValue;
}

/** Values nested deeper than this cannot be written again: JSON.stringify and copyJson recurse. */
const MAX_DEPTH = 1_000;

/** Counts brackets outside of strings: text may have as many as it likes. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at);
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The value of a frame's JSON text; undefined when it is none, or nested beyond any use. */
export function parseJson(text: string): JsonValue | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

/** Drives an assembler with the frames of a stream. */
export function createReader(assembler: Assembler, framing: Framing | null = null): StreamReader {
  let chars = 0;
  let truncated = false;
  const unread: string[] = [];
  let events = 0;

  const onFrame = ({ data, event, oversized }: Frame): void => {
    if (oversized) truncated = true;
    if (data === null || data === '[DONE]' || truncated) return;
    chars += data.length;
    if (chars > MAX_STREAM_CHARS) {
      truncated = true;
      return;
    }
    const value = parseJson(data);
    if (value === undefined) {
      if (assembler.words) assembler.words(data);
      else if (data.trim() !== '') unread.push(data);
      return;
    }
    events += 1;
    assembler.event(value, event);
  };
  const framer = createFramer(onFrame, framing);

  return {
    push(chunk) {
      framer.push(chunk);
    },
    end() {
      framer.end();
      // An answer that is one JSON value over several lines is no stream, but it may come where one was asked for.
      const whole = events === 0 && unread.length > 0 ? parseJson(unread.join('\n')) : undefined;
      if (whole === undefined) return;
      unread.length = 0;
      assembler.event(whole, null);
    },
    unread: () => unread,
    text: () => assembler.text(),
    assembled: () => assembler.assembled(),
    get truncated() {
      return truncated;
    },
  };
}
