import type { JsonValue } from '../../../shared/json.ts';
import type { StreamReader } from './dialect.ts';
import { type Frame, type Framing, createFramer } from './framing.ts';

/** Above this much payload a reader assembles no further, and says `truncated`. */
const MAX_STREAM_CHARS = 64 * 1024 * 1024;

/** Puts together one dialect's events. Must not throw on any JSON. */
export interface Assembler {
  /** `name`: the SSE event's name, if it had one. */
  event(data: JsonValue, name: string | null): void;
  /** A payload that is not JSON. */
  words?(data: string): void;
  text(): string;
  assembled(): JsonValue;
}

/** The value of JSON text, undefined when it is none. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Drives an assembler with the frames of a stream. */
export function createReader(assembler: Assembler, framing: Framing | null = null): StreamReader {
  let chars = 0;
  let truncated = false;
  /** An answer that is one JSON value over several lines is no stream, but it may come where one was asked for. */
  let unread = '';
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
      else if (events === 0) unread += `${data}\n`;
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
      const whole = events === 0 && unread !== '' ? parseJson(unread) : undefined;
      if (whole !== undefined) assembler.event(whole, null);
    },
    text: () => assembler.text(),
    assembled: () => assembler.assembled(),
    get truncated() {
      return truncated;
    },
  };
}
