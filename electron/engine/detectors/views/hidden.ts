/**
 * What a page or a document carries without showing it: comments, invisible elements, alternative texts, titles, link
 * targets. The raw view contains it too; this one says that nobody was meant to read it.
 */
import { fold } from '../scanner/index.ts';
import { type TextView, ViewBuilder } from './view.ts';

type Span = readonly [start: number, end: number];

/** An opening tag; attributes bounded so that a lone `<` costs little. */
const TAG = /<([a-z][a-z0-9-]{0,30})\b([^<>]{0,1000})>/gi;
const HIDING_STYLE =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity|max-height|max-width|height|width)\s*:\s*0(?![.\d]*[1-9])|text-indent\s*:\s*-\d{3}|(?:left|top)\s*:\s*-\d{3,}|color\s*:\s*(?:transparent|#fff(?:fff)?\b|white\b)|clip(?:-path)?\s*:\s*(?:rect\(0|inset\(100%)/i;
const HIDING_ATTRIBUTE =
  /\s(?:hidden|aria-hidden\s*=\s*["']?true)(?=[\s=/>"']|$)|class\s*=\s*["'][^"']{0,200}\b(?:sr-only|visually-hidden|d-none)\b/i;
const HIDDEN_TAGS = new Set(['template', 'noscript']);
const TEXT_ATTRIBUTE =
  /\b(?:alt|title|aria-label|content|placeholder|data-[a-z-]{1,30})\s*=\s*(?:"([^"]{4,})"|'([^']{4,})')/dgi;
/** Markdown, behind `](`: target and title of a link or image. */
const TARGET = /\s*<?([^\s()<>]{1,2000})>?(?:\s+["'(]([^"'()\n]{1,1000})["')])?\s*\)/dy;
/** `[//]: # (comment)`, behind its opening bracket. */
const REFERENCE_COMMENT = /(?:\/\/|comment|_)\]:\s*(?:#|<>)\s*["'(]([^\n]{1,2000})["')][ \t]*$/dimy;
/** Longest text of an image looked back for. Characters. */
const MAX_ALT = 300;
const MAX_FRAGMENTS = 200;

/** null when nothing is hidden. Linear in the text. */
export function hiddenView(text: string, markup: boolean, links: boolean): TextView | null {
  const spans: Span[] = [];
  if (markup) {
    comments(text, spans);
    elements(text, spans);
  }
  if (links) linkParts(text, spans);
  if (spans.length === 0) return null;
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const builder = new ViewBuilder();
  let covered = 0;
  for (const [start, end] of spans) {
    // An element inside a hidden element is there already.
    if (end <= covered || builder.fragments >= MAX_FRAGMENTS) continue;
    builder.nextFragment();
    builder.copy(text.slice(start, end), start);
    builder.signal('hidden', start, end);
    covered = end;
  }
  return builder.build('hidden');
}

function comments(text: string, spans: Span[]): void {
  for (let open = text.indexOf('<!--'); open !== -1;) {
    const close = text.indexOf('-->', open + 4);
    // An unclosed comment hides the rest of the page.
    const end = close === -1 ? text.length : close;
    add(spans, text, open + 4, end);
    open = close === -1 ? -1 : text.indexOf('<!--', close + 3);
  }
}

function elements(text: string, spans: Span[]): void {
  // Where each kind of closing tag was looked for in vain: an unclosed element is not searched for again.
  const unclosed = new Set<string>();
  let lower = '';
  TAG.lastIndex = 0;
  for (let match = TAG.exec(text); match !== null; match = TAG.exec(text)) {
    const name = (match[1] ?? '').toLowerCase();
    const attributes = match[2] ?? '';
    const at = match.index + 1 + name.length;
    if (attributes.length > 4) attributeTexts(text, attributes, at, spans);
    const hides =
      HIDDEN_TAGS.has(name) ||
      (attributes.length > 5 && (HIDING_ATTRIBUTE.test(attributes) || HIDING_STYLE.test(attributes)));
    if (!hides || unclosed.has(name)) continue;
    if (lower === '') lower = fold(text);
    const start = match.index + match[0].length;
    const close = lower.indexOf(`</${name}`, start);
    if (close === -1) unclosed.add(name);
    else add(spans, text, start, close);
  }
}

function attributeTexts(text: string, attributes: string, at: number, spans: Span[]): void {
  TEXT_ATTRIBUTE.lastIndex = 0;
  for (let match = TEXT_ATTRIBUTE.exec(attributes); match !== null; match = TEXT_ATTRIBUTE.exec(attributes)) {
    const span = match.indices?.[1] ?? match.indices?.[2];
    if (span !== undefined) add(spans, text, at + span[0], at + span[1]);
  }
}

function linkParts(text: string, spans: Span[]): void {
  for (let at = text.indexOf(']('); at !== -1; at = text.indexOf('](', at + 2)) {
    TARGET.lastIndex = at + 2;
    const match = TARGET.exec(text);
    if (match === null) continue;
    for (const span of match.indices?.slice(1) ?? []) if (span !== undefined) add(spans, text, span[0], span[1]);
    const open = openBefore(text, at, MAX_ALT);
    if (open > 0 && text[open - 1] === '!') add(spans, text, open + 1, at);
  }
  for (let at = text.indexOf(']:'); at !== -1; at = text.indexOf(']:', at + 2)) {
    const open = openBefore(text, at, MAX_REFERENCE);
    if (open === -1) continue;
    REFERENCE_COMMENT.lastIndex = open + 1;
    const span = REFERENCE_COMMENT.exec(text)?.indices?.[1];
    if (span !== undefined) add(spans, text, span[0], span[1]);
  }
}

/** `[//]: # (…)`: what stands in the brackets of a comment is short. */
const MAX_REFERENCE = 8;

/** The last `[` at most `reach` before `at`, or -1. */
function openBefore(text: string, at: number, reach: number): number {
  const from = Math.max(0, at - reach);
  const open = text.slice(from, at).lastIndexOf('[');
  return open === -1 ? -1 : from + open;
}

function add(spans: Span[], text: string, start: number, end: number): void {
  let from = start;
  let to = end;
  while (from < to && text.charCodeAt(from) <= 32) from += 1;
  while (to > from && text.charCodeAt(to - 1) <= 32) to -= 1;
  if (to - from >= 4) spans.push([from, to]);
}
