/** Vendors' keys as rows of a table, and how a row becomes a rule. */
import { type LiteralRule, type Pass, RANK } from '../rule.ts';
import { type Assigned, assignedAfter } from './assignment.ts';
import { entropy, isMasked, isStandIn } from './value.ts';

/** One documented format. Samples are formats of samples.ts. */
export interface SecretRow {
  /** `<vendor>_<kind>`, the finding type without `secret.`. */
  readonly name: string;
  /** The vendor's documentation of the format, or of where the key is used. */
  readonly source: string;
  /** What it begins with (a match must), or, with `near`, words the name of the variable contains. In lower case. */
  readonly literals: readonly string[];
  /** Without borders: a letter or digit on either side refuses the match. Group 1, if any, is the value. */
  readonly pattern: RegExp;
  /** The key itself is not recognisable: it counts only when it is assigned to a name with one of the literals. */
  readonly near?: boolean;
  /** Bits per character the value must have. Default 2.5. */
  readonly entropy?: number;
  /** Characters of the match before the literal. Default 0. */
  readonly lead?: number;
  readonly samples: readonly string[];
  readonly lookalikes: readonly string[];
}

/** Not inside a word, unless that word's end is an escape: `\nghp_…`, `%3Dghp_…`. */
const LEFT = '(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2}))';
const RIGHT = '(?![A-Za-z0-9])';
const DEFAULT_ENTROPY = 2.5;

export function vendorRule(row: SecretRow): LiteralRule {
  return row.near === true ? nearRule(row) : prefixRule(row);
}

/** The regex a row is tried with; sticky, with its borders. For the tests that compare with a naive scan, too. */
export function borderedPattern(row: SecretRow): RegExp {
  return new RegExp(`${LEFT}(?:${row.pattern.source})${RIGHT}`, `${row.pattern.flags.replace(/[gyd]/g, '')}yd`);
}

/** Whether what the pattern matched is somebody's key rather than a stand-in. */
export function acceptValue(row: SecretRow, value: string): boolean {
  if (entropy(value) < (row.entropy ?? DEFAULT_ENTROPY)) return false;
  return !isMasked(value) && !/example|placeholder|your[_-]|xxxxx/i.test(value);
}

function prefixRule(row: SecretRow): LiteralRule {
  const id = `secrets.${row.name.replaceAll('_', '-')}`;
  const pattern = borderedPattern(row);
  const lead = row.lead ?? 0;
  return {
    id,
    literals: row.literals,
    tryAt(pass, at) {
      for (let start = at; start >= Math.max(0, at - lead); start -= 1) {
        pattern.lastIndex = start;
        const match = pattern.exec(pass.text);
        if (match === null) continue;
        const [from, to] = match.indices?.[1] ?? [start, start + match[0].length];
        if (!acceptValue(row, pass.text.slice(from, to))) return;
        pass.add({
          type: `secret.${row.name}`,
          rule: id,
          confidence: 0.95,
          start: from,
          end: to,
          rank: RANK.vendorSecret,
        });
        return;
      }
    },
  };
}

function nearRule(row: SecretRow): LiteralRule {
  const id = `secrets.${row.name.replaceAll('_', '-')}`;
  const pattern = borderedPattern(row);
  return {
    id,
    literals: row.literals,
    tryAt(pass, at, end) {
      const assigned = assignedAfter(pass.text, at, end);
      if (assigned !== null) acceptNear(pass, row, id, pattern, assigned);
    },
  };
}

function acceptNear(pass: Pass, row: SecretRow, id: string, pattern: RegExp, assigned: Assigned): void {
  pattern.lastIndex = assigned.start;
  const match = pattern.exec(pass.text);
  if (match === null) return;
  const end = assigned.start + match[0].length;
  const value = match[0];
  if (!acceptValue(row, value) || isStandIn(value)) return;
  pass.add({
    type: `secret.${row.name}`,
    rule: id,
    confidence: 0.85,
    start: assigned.start,
    end,
    rank: RANK.vendorSecret - 1,
  });
}
