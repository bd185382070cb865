/** Texts with what is to be found in them, as files that people read and add to: see their first lines. */
import { readFileSync } from 'node:fs';
import { isSecretType } from '../../../../shared/domain/index.ts';
import { fill } from '../secrets/samples.ts';

export interface Case {
  readonly text: string;
  readonly spans: readonly { readonly type: string; readonly start: number; readonly end: number }[];
}

const MARKED = /\[\[([a-z0-9_.*]+)\|([^]*?)\]\](?!\])/g;

export function readCases(name: 'pii' | 'secrets' | 'clean'): Case[] {
  return readFileSync(new URL(`./cases/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('## '))
    .map((line) => parse((name === 'pii' ? line : fill(line)).replaceAll('⏎', '\n')));
}

/** Texts of many lines, each behind a line `=== name`. */
export function readFieldTexts(): (Case & { readonly name: string })[] {
  return readFileSync(new URL('./cases/field.txt', import.meta.url), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((entry) => {
      const end = entry.indexOf('\n');
      return { name: entry.slice(0, end), ...parse(fill(entry.slice(end + 1).trimEnd())) };
    });
}

function parse(line: string): Case {
  const spans: Case['spans'][number][] = [];
  let text = '';
  let done = 0;
  for (const match of line.matchAll(MARKED)) {
    const [whole, type = '', value = ''] = match;
    text += line.slice(done, match.index);
    spans.push({ type, start: text.length, end: text.length + value.length });
    text += value;
    done = match.index + whole.length;
  }
  return { text: text + line.slice(done), spans };
}

/** `secret.*` is any kind of secret. */
export function isOfType(found: string, wanted: string): boolean {
  return wanted === 'secret.*' ? isSecretType(found) : found === wanted;
}
