/** Instructions cut in pieces over messages: none says it alone, read one after the other they do. */
import { type Finding, type Part, saysWords } from '../../../../../shared/domain/index.ts';
import { fold } from '../fold.ts';
import { readConcepts } from '../assess.ts';
import { CONCEPT_RULES } from '../rules.ts';

/** Pieces looked back at, and how long one may be: a long message is no piece of a sentence. Characters. */
const PIECES = 6;
const LONGEST_PIECE = 400;
/** Weaker rules hold too easily over a border. */
const STRONG = 0.7;

/**
 * Findings at the newest piece that completes a rule which began in an earlier one. `earlier`: what the session said
 * before this request, where requests do not repeat it.
 */
export function findSplit(parts: readonly Part[], earlier: readonly string[] = []): Finding[] {
  const pieces = parts.filter(isPiece).slice(-PIECES);
  const texts = [...earlier.slice(-PIECES), ...pieces.map(({ text }) => text.trim())].slice(-PIECES);
  if (pieces.length === 0 || texts.length < 2) return [];
  const ends: number[] = [];
  let joined = '';
  for (const text of texts) {
    // The white space between is one character; a full stop at the end of a piece still ends its sentence.
    joined += joined === '' ? text : ` ${text}`;
    ends.push(joined.length);
  }
  const folded = fold(joined);
  const { matches } = readConcepts(folded);
  // The heaviest rule speaks for a piece.
  const places = matches
    .map(({ rule, start, end }) => ({ rule, start: folded.at[start]!, end: folded.at[end - 1]! + 1 }))
    .sort((a, b) => CONCEPT_RULES[b.rule]!.weight - CONCEPT_RULES[a.rule]!.weight);
  const findings: Finding[] = [];
  const first = texts.length - pieces.length;
  for (const { rule, start, end } of places) {
    const { id, kind, weight } = CONCEPT_RULES[rule]!;
    const piece = ends.findIndex((limit) => end <= limit);
    const part = pieces[piece - first];
    const begins = piece === 0 ? 0 : ends[piece - 1]! + 1;
    if (weight < STRONG || part === undefined || start >= begins) continue;
    if (findings.some(({ pointer }) => pointer === part.pointer)) continue;
    const offset = part.text.length - part.text.trimStart().length;
    findings.push({
      type: `injection.${part.role === 'tool' && kind === 'override' ? 'indirect' : kind}`,
      rule: `injection.split.${id}`,
      severity: 'high',
      confidence: SPLIT_CONFIDENCE,
      side: 'request',
      role: part.role,
      pointer: part.pointer,
      start: offset,
      end: offset + (end - begins),
      view: 'joined',
    });
  }
  return findings;
}

/** Between alert and block: an order of words over messages is less sure than in one. */
const SPLIT_CONFIDENCE = 0.85;

export function isPiece(part: Part): boolean {
  const { role, text, kind } = part;
  return (
    saysWords(part) &&
    (role === 'user' || role === 'tool') &&
    kind !== 'tool-arguments' &&
    text.length <= LONGEST_PIECE &&
    text.trim() !== ''
  );
}
