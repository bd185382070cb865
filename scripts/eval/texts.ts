/** Texts for timing: made-up ones of any length, as agents send them all day, with and without something to find; real ones. */
import { SAMPLE_DIR, readRows } from './data.ts';

const CHAT = [
  'Can you look at the failing test in src/router/index.ts? It broke after commit 4f2a9c1 and only fails on CI, ',
  'about one run in five. I suspect the retry in fetchWithTimeout(), because it waits 250 ms and the test expects 200.\n\n',
  '```ts\nexport async function load(id: string): Promise<Order> {\n  const response = await fetch(`/api/orders/${id}`);\n',
  '  if (!response.ok) throw new HttpError(response.status, await response.text());\n  return response.json() as Promise<Order>;\n}\n```\n\n',
  'The release notes of version 4.18.2 say that the default changed on 2025-03-14. Order 20418 was shipped on the third day, ',
  'the invoice total is 1,249.50 EUR, and the build took 312 seconds. Please summarise what changed between the two releases, ',
  'list open questions one a line, and don\'t touch files outside src/. {"name": "orders", "items": [1, 2, 3], "ok": true}\n',
  'Then I would like a short plan: first the reproduction, second the fix, third a test that fails without it. ',
];
/** Values are made up; the card is a published test number, the domain reserved. */
const FOUND = [
  'My colleague is reachable at jane.miller@example.org or +49 30 901820, her address is 12 Station Road, Leeds LS1 4DY. ',
  `Card 4111 1111 1111 1111, cvv 737. The key is ${['ghp', '_'].join('')}R4nd0mMadeUpT0kenF0rT1m1ngOnly012345 and the host 10.20.30.40.\n`,
];

function fill(pieces: readonly string[], length: number): string {
  let text = '';
  while (text.length < length) text += pieces.join('');
  return text.slice(0, length);
}

/** Prose and code without anything to find. */
export function chatText(length: number): string {
  return fill(CHAT, length);
}

/** The same with personal data and a key about every 1.5 KB. */
export function findingsText(length: number): string {
  return fill([...FOUND, ...CHAT], length);
}

/** Enough for a p99. */
const DIFFERENT = 2_300;
/** Where the next round through the same rows begins, so that no text comes twice. */
const SHIFT = 37;

/**
 * What people and tools wrote, of the data for prompt injection in `dir` or else of the committed sample, cut into texts
 * of `length` of which each is another.
 */
export function differentTexts(
  dir: string,
  length: number,
): { readonly texts: readonly string[]; readonly rows: number } {
  const rows = readRows(dir, 'injection_dev') ?? readRows(SAMPLE_DIR, 'injection_sample') ?? [];
  const all = rows.map((row) => (row as { readonly text: string }).text).join('\n');
  const texts: string[] = [];
  for (let from = 0; all.length > length && texts.length < DIFFERENT; from += SHIFT) {
    for (let at = from; at + length <= all.length && texts.length < DIFFERENT; at += length) {
      // A string of its own, as parsing a body makes them, not a part of this long one.
      texts.push(Buffer.from(all.slice(at, at + length)).toString());
    }
  }
  return { texts, rows: rows.length };
}
