/** Word disguises that use ordinary characters only: `1gn0r3` and `i g n o r e`. */
import { type TextView, ViewBuilder } from './view.ts';

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
  '(': 'c',
  '€': 'e',
  '£': 'l',
};
/** Letters and look-alike digits in turn; longer tokens are hashes and keys. */
const LEET_TOKEN = /(?<![\w@$!|+.-])(?=[\d@$!|+(€£]*[a-z])[a-z\d@$!|+(€£]{2,20}(?![\w@$|+(-])/gi;
/** Four or more single characters with the same single separator, words parted by more of it. */
const SPACED = /(?<![\p{L}\p{N}])[\p{L}\p{N}@](?:([ \t._*·~|-])(?:\1{0,2})[\p{L}\p{N}@.](?![\p{L}\p{N}])){3,}/gu;

/** Leet words and spaced letters put back; null when there are none. */
export function foldTokens(text: string, leet: boolean, spaced: boolean): TextView | null {
  const edits: { start: number; end: number; text: string; kind: 'leet' | 'spaced' }[] = [];
  if (spaced) {
    SPACED.lastIndex = 0;
    for (let match = SPACED.exec(text); match !== null; match = SPACED.exec(text)) {
      const start = match.index;
      edits.push(...unspace(match[0], match[1] ?? ' ', start));
    }
  }
  if (leet) {
    LEET_TOKEN.lastIndex = 0;
    for (let match = LEET_TOKEN.exec(text); match !== null; match = LEET_TOKEN.exec(text)) {
      const word = match[0];
      const plain = unleet(word);
      if (plain === null) continue;
      edits.push({ start: match.index, end: match.index + word.length, text: plain, kind: 'leet' });
    }
  }
  if (edits.length === 0) return null;
  edits.sort((a, b) => a.start - b.start);
  const builder = new ViewBuilder();
  let done = 0;
  for (const edit of edits) {
    if (edit.start < done) continue;
    builder.copy(text.slice(done, edit.start), done);
    if (edit.text.length === edit.end - edit.start) builder.scaled(edit.text, edit.start, edit.end, 1);
    else builder.replace(edit.text, edit.start, edit.end);
    if (edit.end > edit.start && edit.text.trim() !== '') builder.signal(edit.kind, edit.start, edit.end);
    done = edit.end;
  }
  builder.copy(text.slice(done), done);
  return builder.build('normalised');
}

/** null for what is rather a name with a number (`utf8`, `h2`, `3rd`) than a disguised word. */
function unleet(word: string): string | null {
  if (/^[a-z]*$/i.test(word)) return null;
  if (word.length < 2 || /^[a-z]+[\d!$+]+$/i.test(word) || /^\d+[a-z]{1,2}$/i.test(word)) {
    // `4ll` and `m3` are words of such texts, `3rd` and `utf8` are not.
    if (!/^[134][a-z]{2,}$/i.test(word)) return null;
  }
  if (/^(?:[a-f\d]{6,}|0x.*)$/i.test(word) && /\d.*\d/.test(word)) return null;
  const out = word.replace(/11/g, 'll').replace(/[\d@$!|+(€£]/g, (digit) => LEET[digit] ?? digit);
  return /^[a-z]+$/i.test(out) ? out : null;
}

/** Single letters joined; where the separator is doubled (or a wider one stands) a space is left between the words. */
function unspace(run: string, separator: string, at: number) {
  const edits: { start: number; end: number; text: string; kind: 'spaced' }[] = [];
  for (let index = 0; index < run.length; index += 1) {
    if (run[index] !== separator) continue;
    let end = index;
    while (run[end] === separator) end += 1;
    edits.push({ start: at + index, end: at + end, text: end - index > 1 ? ' ' : '', kind: 'spaced' });
    index = end - 1;
  }
  return edits;
}
