import { keepsNumbers } from './json-tree.ts';

/** Longer ones stay as they were sent. */
const PRETTY_LIMIT = 20_000;
/** Characters that stay on one line. */
const ONE_LINE = 64;

/** A call's arguments or a result, re-indented for reading; as it is when that would change anything but spaces. */
export function prettyJson(text: string): string {
  if (text.length > PRETTY_LIMIT || !/^\s*[[{]/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    const line = JSON.stringify(value);
    const pretty = line.length <= ONE_LINE ? inOneLine(value) : JSON.stringify(value, null, 2);
    // Re-indenting must not change what was sent: numbers beyond a double's precision do.
    return JSON.stringify(JSON.parse(pretty)) === line && keepsNumbers(text, value) ? pretty : text;
  } catch {
    return text;
  }
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inOneLine(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
