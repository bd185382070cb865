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
  /** Literal -> all of them want a whole word. */
  readonly #wholeWord: readonly boolean[];

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
    this.#wholeWord = this.#wanted.map((wanting) => wanting.every(({ wholeWord }) => wholeWord === true));
    this.#scanner = createScanner(
      [...byLiteral.keys()].map((text, index) => ({ text, wordStart: this.#wholeWord[index]! })),
    );
  }

  /** Candidates in one text, unsettled. */
  find(text: string): Candidate[] {
    const candidates: Candidate[] = [];
    const pass = newPass(text, (candidate) => candidates.push(candidate));
    const onLiteral = (literal: number, at: number, end: number): void => {
      if (this.#wholeWord[literal]! && goesOn(text, end)) return;
      for (const rule of this.#wanted[literal]!) rule.tryAt(pass, at, end);
    };
    if (this.#numbers) this.#scanner.scan(text, onLiteral, (at) => numberAt(pass, at));
    else this.#scanner.scan(text, onLiteral);
    return candidates;
  }
}

/** A small letter but `n` and `s` at `end`, behind another: the word is a longer one. */
function goesOn(text: string, end: number): boolean {
  if (end >= text.length) return false;
  const code = text.charCodeAt(end);
  return code >= 97 && code <= 122 && code !== 110 && code !== 115 && isSmall(text.charCodeAt(end - 1));
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

export const ALL_RULES = new RuleSet([...SECRET_RULES, ...PII_RULES], true);
export const ALL_AND_PERSONS = new RuleSet([...SECRET_RULES, ...PII_RULES, ...PERSON_RULES], true);
export const SECRETS_ONLY = new RuleSet(SECRET_RULES, false);
