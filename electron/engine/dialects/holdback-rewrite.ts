/** Writes events again, with other texts and nothing else changed. */
import type { TextEdit } from './argument-edits.ts';
import type { EventSplit, Fragment } from './stream-texts.ts';
import type { Frame } from './framing.ts';
import { editStrings, removeMembers, replaceValues } from './json-edit.ts';

/** The frame with another payload; its other lines, line ends and separators as they were. */
function withData(frame: Frame, data: string): Frame {
  const text = Buffer.from(frame.raw).toString('utf8');
  if (frame.data !== null && text.includes(frame.data)) {
    const at = text.lastIndexOf(frame.data);
    // The payload stands in one piece: one line of SSE, a line of NDJSON, an item of an array.
    const whole = text.slice(0, at) + data + text.slice(at + frame.data.length);
    return { ...frame, raw: Buffer.from(whole), data };
  }
  // SSE data over several lines: the other fields, then the data.
  const end = text.includes('\r\n') ? '\r\n' : text.includes('\n') ? '\n' : '\r';
  const fields = text.split(/\r\n|\n|\r/).filter((line) => line !== '' && !line.startsWith('data'));
  const lines = data.split('\n').map((line) => `data: ${line}`);
  return { ...frame, raw: Buffer.from([...fields, ...lines, '', ''].join(end)), data };
}

function applyToText(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, replacement } of edits) {
    // One line stays one line.
    out += text.slice(at, start) + replacement.replaceAll(/[\r\n]+/g, ' ');
    at = end;
  }
  return out + text.slice(at);
}

/**
 * Masks texts of an event. An event that cannot be written again losslessly is dropped: it goes out masked or not at
 * all.
 */
export function rewriteFrame(frame: Frame, edits: readonly { fragment: Fragment; edit: TextEdit }[]): Uint8Array {
  const data = frame.data ?? '';
  if (edits.every(({ fragment }) => fragment.channel === '#' && fragment.pointer === '')) {
    return withData(
      frame,
      applyToText(
        data,
        edits.map(({ edit }) => edit),
      ),
    ).raw;
  }
  const masked = editStrings(
    data,
    edits.map(({ fragment, edit }) => ({ pointer: fragment.pointer, ...edit })),
  );
  const mirrors = new Map(edits.flatMap(({ fragment }) => fragment.mirrors ?? []).map((at) => [at.pointer, at]));
  const whole = masked === null ? null : replaceValues(masked, [...mirrors.values()]);
  return whole === null ? Buffer.alloc(0) : withData(frame, whole).raw;
}

/** Replaces those values that are there. */
function replacePresent(json: string, values: NonNullable<EventSplit['replaced']>): string {
  return values.reduce((text, value) => replaceValues(text, [value]) ?? text, json);
}

/** Two events that say together what one said; null when the payload cannot be written again. */
export function splitFrame(frame: Frame, fragment: Fragment, at: number, split: EventSplit): [Frame, Frame] | null {
  if (frame.data === null) return null;
  const { pointer, text } = fragment;
  const head = editStrings(frame.data, [{ pointer, start: at, end: text.length, replacement: '' }]);
  const tail = editStrings(frame.data, [{ pointer, start: 0, end: at, replacement: '' }]);
  const first = head === null ? null : removeMembers(replacePresent(head, split.replaced ?? []), split.later);
  const second = tail === null ? null : removeMembers(tail, split.once);
  if (first === null || second === null) return null;
  return [withData(frame, first), withData(frame, second)];
}
