/** Links and images in answers that carry what was said to somebody else's server: opening or showing them sends it. */
import type { Finding, Part } from '../../../../../shared/domain/index.ts';

const URLS = /https?:\/\/[^\s<>"'`\]]{8,4000}/g;
/** What makes a browser or a chat window fetch it without a click. */
const SHOWN = /(?:!\[[^\]]{0,200}\]\(|<img\b[^>]{0,300}\bsrc\s*=\s*["']?)$/i;

/** Shorter values say nothing that was not said anyway. Characters. */
const SHORTEST = 12;
/** Words of prose in a value that nobody would look up. */
const PROSE_WORDS = 7;

/**
 * `request`: what the model was told. A link that stands in it, is no news; a value of a link that does, is data on its
 * way out.
 */
export function findExfiltration(answer: readonly Part[], request: readonly Part[]): Finding[] {
  const findings: Finding[] = [];
  let told: string | null = null;
  for (const part of answer) {
    if (part.role !== 'assistant') continue;
    for (const match of part.text.matchAll(URLS)) {
      const address = match[0].replace(/[).,;:!]+$/, '');
      const values = valuesOf(address);
      if (values.length === 0) continue;
      told ??= request.map(({ text }) => text).join('\n');
      if (told.includes(address)) continue;
      const shown = SHOWN.test(part.text.slice(Math.max(0, match.index - 520), match.index));
      const confidence = suspicion(values, told, shown);
      if (confidence === null) continue;
      findings.push({
        type: 'injection.exfiltration',
        rule: shown ? 'injection.image-carries-data' : 'injection.link-carries-data',
        severity: confidence >= 0.9 ? 'high' : 'medium',
        confidence,
        side: 'response',
        role: part.role,
        pointer: part.pointer,
        start: match.index,
        end: match.index + address.length,
        view: 'raw',
      });
    }
  }
  return findings;
}

function suspicion(values: readonly string[], told: string, shown: boolean): number | null {
  const said = values.some((value) => value.length >= SHORTEST && /\D{6}/.test(value) && told.includes(value));
  const hidden = values.some((value) => value.split(/\s+/).length >= PROSE_WORDS);
  if (said) return shown ? 0.97 : 0.8;
  if (hidden) return shown ? 0.9 : 0.6;
  return null;
}

/** Values of a link's query and fragment, plain and decoded; those of searches are meant to hold what was asked. */
function valuesOf(address: string): string[] {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return [];
  }
  if (isOwnMachine(url.hostname)) return [];
  const given = [...url.searchParams].filter(([name]) => !SEARCHES.has(name.toLowerCase())).map(([, value]) => value);
  const fragment = url.hash.length > SHORTEST ? [readable(url.hash.slice(1))] : [];
  const path = url.pathname
    .split('/')
    .filter((step) => step.length >= 24)
    .map(readable);
  return [...given, ...fragment, ...path.filter((step) => step.includes(' '))].flatMap((value) => [
    value,
    ...decoded(value),
  ]);
}

/** Search terms, and the text fragments browsers scroll to. */
const SEARCHES = new Set(['q', 'query', 'search', 'keywords', 'text', 'title', 'body', 'subject']);

function isOwnMachine(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
}

function readable(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}

/** What base64 or hex stands for, where it is text. */
function decoded(value: string): string[] {
  const plain = value.trim();
  const out: string[] = [];
  if (/^[\w+/-]{16,}={0,2}$/.test(plain)) out.push(Buffer.from(plain, 'base64').toString('utf8'));
  if (/^(?:[\da-f]{2}){10,}$/i.test(plain)) out.push(Buffer.from(plain, 'hex').toString('utf8'));
  return out.filter((text) => /^[\t\n\r\u0020-\u007e\u00a0-\ud7ff]{8,}$/.test(text));
}
