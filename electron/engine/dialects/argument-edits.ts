/**
 * Arguments of a tool call are JSON in a string: what replaces a finding there must leave JSON. Inside an inner
 * string the replacement is escaped once more; a bare number is replaced whole, by a string.
 */

export interface TextEdit {
  /** UTF-16 offsets, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The replacement is a number and the span a whole string of JSON, its quotes with it. */
  readonly bare?: boolean;
}

/** Whether a place in JSON text is inside a string, carried from piece to piece. */
export class JsonStringState {
  inString = false;
  private escaped = false;

  /** Moves over a piece of the text. */
  pass(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.escaped) this.escaped = false;
      else if (code === 0x22) this.inString = !this.inString;
      else if (code === 0x5c && this.inString) this.escaped = true;
    }
  }

  copy(): JsonStringState {
    const copy = new JsonStringState();
    copy.inString = this.inString;
    copy.escaped = this.escaped;
    return copy;
  }
}

const NUMBER_PART = /[-+0-9.eE]/;

/**
 * Fits edits of a text that is JSON, or a piece of one: `state` is where the piece begins. Ascending edits that do
 * not overlap stay so.
 */
export function fitArgumentEdits(text: string, edits: readonly TextEdit[], state = new JsonStringState()): TextEdit[] {
  const here = state.copy();
  const fitted: TextEdit[] = [];
  let at = 0;
  for (const edit of edits) {
    const floor = fitted.at(-1)?.end ?? 0;
    if (edit.start < floor) continue;
    here.pass(text.slice(at, edit.start));
    at = edit.start;
    let { start, end } = edit;
    if (edit.bare === true) {
      // Between the two quotes nothing else may be put.
      if (!here.inString) fitted.push({ start, end, replacement: edit.replacement });
      continue;
    }
    if (here.inString) {
      // What is found must not take the closing quote with it.
      const inside = here.copy();
      let stop = start;
      while (stop < end) {
        inside.pass(text.charAt(stop));
        if (!inside.inString) break;
        stop += 1;
      }
      if (stop > start) fitted.push({ start, end: stop, replacement: JSON.stringify(edit.replacement).slice(1, -1) });
      continue;
    }
    // Not in a string: a number, or the value with its quotes. All of the number goes, or a digit would be left.
    while (start > floor && NUMBER_PART.test(text.charAt(start - 1))) start -= 1;
    while (end < text.length && NUMBER_PART.test(text.charAt(end))) end += 1;
    fitted.push({ start, end, replacement: JSON.stringify(edit.replacement) });
  }
  return fitted;
}
