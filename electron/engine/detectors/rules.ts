/** Every rule behind one automaton: a text is read once, and a rule is tried only where one of its literals stands. */
import { PERSON_RULES, PII_RULES, numberAt } from './pii/index.ts';
import { type Candidate, type LiteralRule, newPass } from './rule.ts';
import { type Scanner, createScanner } from './scanner/index.ts';
import { SECRET_RULES } from './secrets/index.ts';

export class RuleSet {
  readonly rules: readonly LiteralRule[];
  readonly #numbers: boolean;
  readonly #scanner: Scanner;
  /** Literal -> the rules that want it. */
  readonly #wanted: readonly (readonly LiteralRule[])[];

  constructor(rules: readonly LiteralRule[], numbers: boolean) {
    this.rules = rules;
    this.#numbers = numbers;
    const byLiteral = new Map<string, LiteralRule[]>();
    for (const rule of rules) {
      for (const literal of new Set(rule.literals)) {
        const list = byLiteral.get(literal) ?? [];
        list.push(rule);
        byLiteral.set(literal, list);
      }
    }
    this.#wanted = [...byLiteral.values()];
    this.#scanner = createScanner(
      Array.from(byLiteral, ([text, wanting]) => ({
        text,
        wordStart: wanting.every(({ wholeWord, wordStart }) => (wholeWord ?? wordStart) === true),
        wordEnd: wanting.every(({ wholeWord }) => wholeWord === true),
      })),
    );
  }

  /** Candidates in one text, unsettled. */
  find(text: string): Candidate[] {
    const candidates: Candidate[] = [];
    const pass = newPass(text, (candidate) => candidates.push(candidate));
    const wanted = this.#wanted;
    const onLiteral = (literal: number, at: number, end: number): void => {
      const wanting = wanted[literal]!;
      for (let index = 0; index < wanting.length; index += 1) wanting[index]!.tryAt(pass, at, end);
    };
    if (this.#numbers) this.#scanner.scan(text, onLiteral, (at) => numberAt(pass, at));
    else this.#scanner.scan(text, onLiteral);
    return candidates;
  }
}

export const ALL_RULES = new RuleSet([...SECRET_RULES, ...PII_RULES], true);
export const ALL_AND_PERSONS = new RuleSet([...SECRET_RULES, ...PII_RULES, ...PERSON_RULES], true);
export const SECRETS_ONLY = new RuleSet(SECRET_RULES, false);
