/** Puts what policies want to know about a turn to the language model: what it has answered before is not asked again. */
import { createHash } from 'node:crypto';

import { type Finding, type Part, saysWords } from '../../../shared/domain/index.ts';
import type { LlmOpinions, LlmQuestion, LlmSilence } from '../policy/index.ts';
import { redactedBeginning } from './redacted-window.ts';
import type { RuleModel } from './rule-model.ts';

export interface RuleJudge {
  /**
   * The parts' texts without anything that `findings` say is personal or secret. All questions are one call. Never
   * rejects: what stays unanswered, and why, is in the result. `withinMs`: who asks waits no longer. Default: as long as
   * the judge is given.
   */
  ask(
    parts: readonly Part[],
    findings: readonly Finding[],
    questions: readonly LlmQuestion[],
    withinMs?: number,
  ): Promise<LlmOpinions>;
}

/** Characters of all texts of one call: about 6,000 tokens, what small models still read whole. The newest go first. */
const MOST_CHARS = 24_000;
const MOST_TEXTS = 16;
const MOST_QUESTIONS = 40;
/** Calls under way at once; beyond, requests are not made to wait for a judge that is behind. */
const MOST_AT_ONCE = 16;
const MOST_KNOWN = 10_000;

interface Text {
  readonly part: Part;
  readonly text: string;
  /** By question; undefined: not answered yet. */
  readonly known: Map<LlmQuestion, number | undefined>;
}

export function createRuleJudge(model: () => RuleModel | null): RuleJudge {
  let underWay = 0;
  const answers = new Answers();

  /** Why something is left unanswered; null: nothing is. */
  const askAbout = async (asked: RuleModel, texts: readonly Text[], withinMs: number): Promise<LlmSilence | null> => {
    const open = texts.filter(({ known }) => [...known.values()].includes(undefined));
    if (open.length === 0) return null;
    if (underWay >= MOST_AT_ONCE) return 'busy';
    const chosen = newestThatFit(open);
    const wanted = [...new Set(chosen.flatMap(({ known }) => openIn(known)))];
    const questions = wanted.slice(0, MOST_QUESTIONS);
    underWay += 1;
    const told = await asked.ask(
      questions.map(({ text }) => text),
      chosen.map(({ part, text }) => ({ role: part.role, text })),
      withinMs,
    );
    underWay -= 1;
    if (told === null) return 'failed';
    for (const [at, question] of questions.entries()) {
      for (const [index, { part, text, known }] of chosen.entries()) {
        if (!known.has(question)) continue;
        const score = told[at]?.[index] ?? 0;
        known.set(question, score);
        answers.set(question, part, text, score);
      }
    }
    return chosen.length < open.length || questions.length < wanted.length ? 'partly' : null;
  };

  return {
    async ask(parts, findings, questions, withinMs = Infinity) {
      const asked = model();
      if (asked === null) return { scores: {}, silence: 'off', failure: 'open' };
      answers.of(asked);
      let cut = false;
      const texts = parts.flatMap((part): Text[] => {
        const about = questions.filter(({ roles }) => roles.includes(part.role));
        if (about.length === 0 || part.text.trim() === '' || !saysWords(part)) return [];
        cut ||= part.text.length > MOST_CHARS;
        const text = redactedBeginning(part, MOST_CHARS, findings);
        return [{ part, text, known: new Map(about.map((one) => [one, answers.get(one, part, text)])) }];
      });
      const silence = (await askAbout(asked, texts, withinMs)) ?? (cut ? 'partly' : null);
      return { scores: scoresOf(texts), silence, failure: asked.failure };
    },
  };
}

function openIn(known: Text['known']): LlmQuestion[] {
  return [...known].flatMap(([question, score]) => (score === undefined ? [question] : []));
}

/** In their own order. */
function newestThatFit(texts: readonly Text[]): Text[] {
  const chosen: Text[] = [];
  let room = MOST_CHARS;
  for (const one of texts.toReversed()) {
    if (chosen.length === MOST_TEXTS || (chosen.length > 0 && one.text.length > room)) break;
    room -= one.text.length;
    chosen.push(one);
  }
  return chosen.toReversed();
}

function scoresOf(texts: readonly Text[]): LlmOpinions['scores'] {
  const scores: Record<string, Record<string, number>> = {};
  for (const { part, known } of texts) {
    for (const [{ rule }, score] of known) {
      if (score !== undefined) (scores[rule] ??= {})[part.pointer] = score;
    }
  }
  return scores;
}

/** A conversation sends its messages again and again: each is asked about once, and judged the same each time. */
class Answers {
  readonly #scores = new Map<string, number>();
  #model: RuleModel | null = null;

  /** What another model said counts no more. */
  of(model: RuleModel): void {
    if (model === this.#model) return;
    this.#model = model;
    this.#scores.clear();
  }

  get(question: LlmQuestion, part: Part, text: string): number | undefined {
    return this.#scores.get(keyOf(question, part, text));
  }

  set(question: LlmQuestion, part: Part, text: string, score: number): void {
    if (this.#scores.size >= MOST_KNOWN) this.#scores.delete(this.#scores.keys().next().value!);
    this.#scores.set(keyOf(question, part, text), score);
  }
}

function keyOf({ text: question }: LlmQuestion, { role }: Part, text: string): string {
  return createHash('sha256').update(`${role}\0${question.length}\0${question}${text}`).digest('base64');
}
