/** Every rule behind one automaton: a text is read once, and a rule is tried only where one of its literals stands. */
import { PERSON_RULES, PII_RULES, numberAt } from './pii/index.ts';
import { type Candidate, type LiteralRule, newPass } from './rule.ts';
import { type Scanner, createScanner } from './scanner/index.ts';
import { SECRET_RULES } from './secrets/index.ts';

interface Prepared {
  readonly scanner: Scanner;
  /** Literal -> the rules that want it. */
  readonly wanted: readonly (readonly LiteralRule[])[];
}

export class RuleSet {
  readonly rules: readonly LiteralRule[];
  readonly #numbers: boolean;
  /** Made at first use: no process needs all sets, and the redacting ones start with none. */
  #prepared: Prepared | null = null;

  constructor(rules: readonly LiteralRule[], numbers: boolean) {
    this.rules = rules;
    this.#numbers = numbers;
  }

  #prepare(): Prepared {
    const byLiteral = new Map<string, LiteralRule[]>();
    for (const rule of this.rules) {
      for (const literal of new Set(rule.literals)) {
        const list = byLiteral.get(literal) ?? [];
        list.push(rule);
        byLiteral.set(literal, list);
      }
    }
    const scanner = createScanner(
      Array.from(byLiteral, ([text, wanting]) => ({
        text,
        wordStart: wanting.every(({ wholeWord, wordStart }) => (wholeWord ?? wordStart) === true),
        wordEnd: wanting.every(({ wholeWord }) => wholeWord === true),
      })),
    );
    return { scanner, wanted: [...byLiteral.values()] };
  }

  /** Candidates in one text, unsettled. */
  find(text: string): Candidate[] {
    const candidates: Candidate[] = [];
    const pass = newPass(text, (candidate) => candidates.push(candidate));
    const { scanner, wanted } = (this.#prepared ??= this.#prepare());
    const onLiteral = (literal: number, at: number, end: number): void => {
      const wanting = wanted[literal]!;
      for (let index = 0; index < wanting.length; index += 1) wanting[index]!.tryAt(pass, at, end);
    };
    if (this.#numbers) scanner.scan(text, onLiteral, (at) => numberAt(pass, at));
    else scanner.scan(text, onLiteral);
    return candidates;
  }
}

export const ALL_RULES = new RuleSet([...SECRET_RULES, ...PII_RULES], true);
export const ALL_AND_PERSONS = new RuleSet([...SECRET_RULES, ...PII_RULES, ...PERSON_RULES], true);
export const SECRETS_ONLY = new RuleSet(SECRET_RULES, false);
