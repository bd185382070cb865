import type { ExchangeDetail, HeaderList } from '../../../../shared/domain/index.ts';
import type { JsonValue } from '../../../../shared/json.ts';
import { keepsNumbers } from './json-tree.ts';

/** What a copied request needs to be sent again. Credentials were never stored: variables stand in their place. */
export interface CopySource {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Masked; null when there was none. */
  readonly body: string | null;
  readonly bodyIsJson: boolean;
}

export const COPY_FORMATS = ['curl', 'python', 'typescript'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** Set by whoever sends: length, connection, the name of the host. */
const LEFT_OUT =
  /^(?:host|content-length|connection|accept-encoding|transfer-encoding|keep-alive|te|upgrade|x-sluice-.*)$/i;
const PLACEHOLDER = /\[(?:secret\.[a-z0-9_]+|jwt|password)\]/g;
const PLACEHOLDER_PARTS = /(\[(?:secret\.[a-z0-9_]+|jwt|password)\])/;
const isPlaceholder = (part: string) => part.startsWith('[') && part.endsWith(']');

/** `base`: address of Sluice itself, so that the copy passes through it again. `body`: the masked body. */
export function copySource(detail: ExchangeDetail, base: string, body: string | null): CopySource {
  return {
    method: detail.row.method,
    url: base.replace(/\/$/, '') + detail.row.path,
    headers: keptHeaders(detail.request.headers),
    body,
    bodyIsJson: detail.request.bodyKind === 'json',
  };
}

function keptHeaders(headers: HeaderList): readonly (readonly [string, string])[] {
  return headers.filter(([name]) => !LEFT_OUT.test(name));
}

/** `[secret.authorization]` → `AUTHORIZATION`, by the header it stands in. */
function variable(header: string): string {
  const lower = header.toLowerCase();
  return /^(?:proxy-)?authorization$|api-?key/.test(lower)
    ? 'API_KEY'
    : lower.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}

export function copyAs(format: CopyFormat, source: CopySource): string {
  switch (format) {
    case 'curl':
      return asCurl(source);
    case 'python':
      return asPython(source);
    case 'typescript':
      return asTypeScript(source);
  }
}

const shellQuote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const shellDouble = (text: string) => `"${text.replaceAll(/[\\"$`]/g, String.raw`\$&`)}"`;

function asCurl({ method, url, headers, body }: CopySource): string {
  const lines = [`curl ${shellQuote(url)}`];
  if (method !== (body === null ? 'GET' : 'POST')) lines.push(`-X ${shellQuote(method)}`);
  for (const [name, value] of headers) {
    const line = `${name}: ${value}`;
    const quoted =
      value.search(PLACEHOLDER) < 0
        ? shellQuote(line)
        : shellDouble(line).replaceAll(PLACEHOLDER, `$${variable(name)}`);
    lines.push(`-H ${quoted}`);
  }
  if (body !== null) lines.push(`--data-raw ${shellQuote(body)}`);
  return `${lines.join(' \\\n  ')}\n`;
}

function asPython({ method, url, headers, body, bodyIsJson }: CopySource): string {
  const usesVariable = headers.some(([, value]) => value.search(PLACEHOLDER) >= 0);
  const header = ([name, value]: readonly [string, string]) => {
    const parts = value.split(PLACEHOLDER_PARTS).filter((part) => part !== '');
    const written = parts.map((part) => (isPlaceholder(part) ? `os.environ["${variable(name)}"]` : pythonString(part)));
    return `        ${pythonString(name)}: ${written.length === 0 ? '""' : written.join(' + ')},`;
  };
  const json = bodyIsJson && body !== null ? parsed(body) : undefined;
  const lines = [
    ...(usesVariable ? ['import os', ''] : []),
    'import requests',
    '',
    'response = requests.request(',
    `    ${pythonString(method)},`,
    `    ${pythonString(url)},`,
    '    headers={',
    ...headers.map(header),
    '    },',
    ...(body === null
      ? []
      : [json === undefined ? `    data=${pythonString(body)}.encode(),` : `    json=${pythonValue(json, 4)},`]),
    ')',
    'print(response.status_code, response.text)',
  ];
  return `${lines.join('\n')}\n`;
}

function asTypeScript({ method, url, headers, body, bodyIsJson }: CopySource): string {
  const header = ([name, value]: readonly [string, string]) => {
    const parts = value.split(PLACEHOLDER_PARTS).filter((part) => part !== '');
    const plain = !parts.some(isPlaceholder);
    const written = plain
      ? JSON.stringify(value)
      : `\`${parts.map((part) => (isPlaceholder(part) ? `\${process.env.${variable(name)}}` : escapeTemplate(part))).join('')}\``;
    return `    ${JSON.stringify(name)}: ${written},`;
  };
  const json = bodyIsJson && body !== null ? parsed(body) : undefined;
  const lines = [
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: ${JSON.stringify(method)},`,
    '  headers: {',
    ...headers.map(header),
    '  },',
    ...(body === null
      ? []
      : [
          json === undefined
            ? `  body: ${JSON.stringify(body)},`
            : `  body: JSON.stringify(${JSON.stringify(json, null, 2).replaceAll('\n', '\n  ')}),`,
        ]),
    '});',
    'console.log(response.status, await response.text());',
  ];
  return `${lines.join('\n')}\n`;
}

const escapeTemplate = (text: string) => text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`);

/** undefined: not JSON, or with numbers that a double cannot hold, so that it is copied as text. */
function parsed(body: string): JsonValue | undefined {
  try {
    const value = JSON.parse(body) as JsonValue;
    return keepsNumbers(body, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON strings are Python strings, but for surrogate pairs, which JSON.stringify leaves as they are. */
const pythonString = (text: string) => JSON.stringify(text);

function pythonValue(value: JsonValue, indent: number): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'number') return String(value);
  const inner = ' '.repeat(indent + 4);
  const close = ' '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${inner}${pythonValue(item, indent + 4)},`).join('\n')}\n${close}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, item]) => `${inner}${pythonString(key)}: ${pythonValue(item, indent + 4)},`).join('\n')}\n${close}}`;
}
