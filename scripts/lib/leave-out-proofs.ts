/**
 * What shows that a rule or a lexicon is right stands beside it in the source, so that both are read and changed together.
 * Tests, training and docs/secret-rules.md need it; the engine never does, and it is a twelfth of what the detectors weigh.
 */
import type { Plugin } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

/** Members that are emptied where an object has all of them: rules for secrets, lexicons. */
const PROOFS: readonly (readonly string[])[] = [
  ['source', 'samples', 'lookalikes'],
  ['hits', 'misses'],
];

/** Empties proofs in bundles. Emptied, not removed: the types stay true. */
export function leaveOutProofs(): Plugin {
  return {
    name: 'leave-out-proofs',
    transform: {
      filter: { id: /[\\/]detectors[\\/](?:secrets|injection[\\/]lexicon)[\\/]/ },
      handler: (code, id) => ({ code: withoutProofs(code, id) }),
    },
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

/** TypeScript with the proofs of its object literals emptied. Throws where it cannot be parsed. */
export function withoutProofs(code: string, file: string): string {
  const spans: Span[] = [];
  collect(parseAst(code, { lang: 'ts' }, file), spans);
  let out = code;
  for (const { start, end, instead } of spans.sort((a, b) => b.start - a.start)) {
    out = out.slice(0, start) + instead + out.slice(end);
  }
  return out;
}

/** What of a syntax tree is asked for; ESTree names. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Property extends Node {
  readonly key: Node & { readonly name?: string };
  readonly value: Node;
}

function collect(node: unknown, spans: Span[]): void {
  if (Array.isArray(node)) for (const one of node) collect(one, spans);
  if (!isNode(node)) return;
  if (node.type === 'ObjectExpression') spans.push(...proofsOf(node as Node & { properties: readonly Property[] }));
  for (const child of Object.values(node)) if (typeof child === 'object') collect(child, spans);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function proofsOf({ properties }: { readonly properties: readonly Property[] }): Span[] {
  const named = (name: string) => properties.find(({ type, key }) => type === 'Property' && key.name === name)?.value;
  return PROOFS.flatMap((names) => {
    const values = names.map(named);
    if (values.includes(undefined)) return [];
    return values.flatMap((value) => {
      const instead = EMPTY[value!.type];
      return instead === undefined ? [] : [{ start: value!.start, end: value!.end, instead }];
    });
  });
}

/** Anything else is a reference, and weighs nothing. */
const EMPTY: Readonly<Record<string, string>> = { ArrayExpression: '[]', ObjectExpression: '{}', Literal: "''" };
