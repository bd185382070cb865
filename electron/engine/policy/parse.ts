import {
  type Node,
  type ParseError,
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { z } from 'zod';

import type { Policy, PolicyIssue } from '../../../shared/domain/index.ts';
import { sayIssue } from './say-issue.ts';
import { policiesSchema, policySchema } from './schema.ts';

export type ParsedPolicies =
  | { readonly ok: true; readonly policies: readonly Policy[] }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] };

/** At most this many issues: nobody reads more. */
const MAX_ISSUES = 100;

/** Reads one policy, or a list of them, from JSON. Each issue says where in the text it is. Never throws. */
export function parsePolicies(json: string): ParsedPolicies {
  const parsed = parseJson(json);
  if (!parsed.ok) return parsed;
  const { root, value } = parsed;
  const place = placesIn(json);
  const result = Array.isArray(value) ? policiesSchema.safeParse(value) : policySchema.safeParse(value);
  if (result.success) return { ok: true, policies: Array.isArray(result.data) ? result.data : [result.data] };
  const issues = result.error.issues
    .flatMap((issue) => locate(json, root, issue))
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MAX_ISSUES)
    .map(({ offset, pointer, message }) => ({ ...place(offset), pointer, message }));
  return { ok: false, issues };
}

export type ParsedJson =
  | { readonly ok: true; readonly root: Node; readonly value: unknown }
  | { readonly ok: false; readonly issues: readonly PolicyIssue[] };

/** Strict JSON; what is wrong with it is said with its place. Never throws. */
export function parseJson(json: string): ParsedJson {
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false });
  const place = placesIn(json);
  if (errors.length > 0 || root === undefined) {
    const issues = errors.slice(0, MAX_ISSUES).map(({ error, offset }) => ({
      ...place(offset),
      pointer: '',
      message: `not JSON: ${inWords(printParseErrorCode(error))}`,
    }));
    return {
      ok: false,
      issues: issues.length > 0 ? issues : [{ line: 1, column: 1, pointer: '', message: 'not JSON: nothing here' }],
    };
  }
  return { ok: true, root, value: getNodeValue(root) };
}

interface Located {
  readonly offset: number;
  readonly pointer: string;
  readonly message: string;
}

function locate(json: string, root: Node, issue: z.core.$ZodIssue): Located[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const message = sayIssue(issue);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const node = findNodeAtLocation(root, [...path, key]);
      return {
        offset: node?.parent?.offset ?? 0,
        pointer: pointerTo([...path, key]),
        message: `unknown field '${key}'`,
      };
    });
  }
  const node = findNodeAtLocation(root, path);
  if (node === undefined) {
    // A missing field: point at what it is missing from.
    const owner = nearest(root, path);
    return [
      { offset: owner.offset, pointer: pointerTo(path), message: `'${String(path.at(-1))}' is missing: it ${message}` },
    ];
  }
  const inside: unknown = issue.code === 'custom' ? issue.params?.['offset'] : undefined;
  const shift = typeof inside === 'number' && node.type === 'string' ? 1 + rawLength(json, node.offset + 1, inside) : 0;
  return [{ offset: node.offset + shift, pointer: pointerTo(path), message }];
}

function nearest(root: Node, path: readonly (string | number)[]): Node {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

/** How many characters of the JSON text the first `units` UTF-16 units of a string literal take. */
function rawLength(json: string, start: number, units: number): number {
  let at = start;
  for (let unit = 0; unit < units; unit += 1) {
    if (json[at] !== '\\') at += 1;
    else at += json[at + 1] === 'u' ? 6 : 2;
  }
  return at - start;
}

/** RFC 6901. */
function pointerTo(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Offset → line and column, both from 1. */
function placesIn(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let line = starts.findLastIndex((start) => start <= offset);
    if (line < 0) line = 0;
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** `PropertyNameExpected` → `property name expected`. */
function inWords(code: string): string {
  return code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
