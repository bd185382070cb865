/** Asks the second judges about findings the linear model is not sure of, and says what became of each. */
import type { Finding, Part } from '../../../shared/domain/index.ts';
import { ALERT_THRESHOLD, BLOCK_THRESHOLD } from '../detectors/index.ts';
import { inTime } from './in-time.ts';
import type { Question, SecondJudge } from './opinion.ts';
import { redactedWindow } from './redacted-window.ts';

export interface Reviewed {
  /** As before, in the same order; the grey ones with what the judges made of them, the rejected ones left out. */
  readonly findings: readonly Finding[];
  /** For the record: `judged-encoder`, `judged-llm`, `judge-failed`, `judge-busy`. */
  readonly marks: readonly string[];
}

export interface SecondOpinions {
  /**
   * Never rejects. Findings themselves when no judge is set or none is grey. `withinMs`: who asks waits no longer for any
   * of the judges. Default: as long as each is given.
   */
  review(parts: readonly Part[], findings: readonly Finding[], withinMs?: number): Promise<Reviewed>;
}

/** Places asked about in one request; what lies beyond keeps the model's score. */
const MOST_PLACES = 2;
/** Questions under way at once; beyond, requests are not made to wait for a judge that is behind. */
const MOST_AT_ONCE = 16;
/** A judge this sure decides; between, the model's own score stands and the next judge is asked. */
const SURE = { attack: 0.8, innocent: 0.2 } as const;

export function createSecondOpinions(judges: () => readonly SecondJudge[]): SecondOpinions {
  let underWay = 0;
  const known = new KnownScores();
  return {
    async review(parts, findings, withinMs = Infinity) {
      const until = performance.now() + withinMs;
      const asked = judges();
      known.of(asked);
      const grey = asked.length === 0 ? [] : greyPlaces(findings);
      if (grey.length === 0) return { findings, marks: [] };
      if (underWay >= MOST_AT_ONCE) return { findings, marks: ['judge-busy'] };
      underWay += 1;
      try {
        const marks = new Set<string>();
        const scores = new Map<Finding, number>();
        await Promise.all(
          grey.map(async (finding) => {
            const part = parts.find(({ pointer }) => pointer === finding.pointer);
            if (part === undefined || (part.role !== 'user' && part.role !== 'tool')) return;
            const question: Question = { role: part.role, text: redactedWindow(part, finding, findings) };
            const key = `${question.role} ${finding.confidence} ${question.text}`;
            const score = known.get(key) ?? (await opinionOn(question, finding.confidence, asked, marks, until));
            if (!marks.has('judge-failed')) known.set(key, score);
            for (const same of findings) if (isSamePlace(same, finding)) scores.set(same, score);
          }),
        );
        return { findings: findings.flatMap((finding) => rescored(finding, scores.get(finding))), marks: [...marks] };
      } finally {
        underWay -= 1;
      }
    },
  };
}

/** A conversation sends its messages again and again: each is asked about once. */
class KnownScores {
  readonly #scores = new Map<string, number>();
  #judges: readonly SecondJudge[] = [];

  /** What other judges said counts no more. */
  of(judges: readonly SecondJudge[]): void {
    if (judges === this.#judges) return;
    this.#judges = judges;
    this.#scores.clear();
  }

  get(key: string): number | undefined {
    return this.#scores.get(key);
  }

  set(key: string, score: number): void {
    if (this.#scores.size >= MOST_KNOWN) this.#scores.delete(this.#scores.keys().next().value!);
    this.#scores.set(key, score);
  }
}

/** About a megabyte of text. */
const MOST_KNOWN = 1_000;

function isGrey({ type, confidence }: Finding): boolean {
  return type.startsWith('injection.') && confidence >= ALERT_THRESHOLD && confidence < BLOCK_THRESHOLD;
}

/** The surest of each part first. */
function greyPlaces(findings: readonly Finding[]): Finding[] {
  const places: Finding[] = [];
  for (const finding of findings.filter(isGrey).sort((a, b) => b.confidence - a.confidence)) {
    if (!places.some((place) => isSamePlace(place, finding))) places.push(finding);
  }
  return places.slice(0, MOST_PLACES);
}

/** Findings of one reading of a part share its score, and so what is asked about it. */
function isSamePlace(a: Finding, b: Finding): boolean {
  return isGrey(a) && isGrey(b) && a.pointer === b.pointer && a.view === b.view;
}

async function opinionOn(
  question: Question,
  own: number,
  judges: readonly SecondJudge[],
  marks: Set<string>,
  until: number,
): Promise<number> {
  let score = own;
  for (const judge of judges) {
    const patienceMs = Math.min(judge.deadlineMs, until - performance.now());
    const opinion = await inTime(patienceMs, (signal) => judge.ask(question, signal));
    if (opinion === null) {
      marks.add('judge-failed');
      if (judge.failure === 'closed') score = Math.max(score, BLOCK_THRESHOLD);
      continue;
    }
    marks.add(`judged-${judge.name}`);
    if (opinion >= SURE.attack) return Math.max(BLOCK_THRESHOLD, opinion);
    if (opinion <= SURE.innocent) return 0;
  }
  return score;
}

function rescored(finding: Finding, score: number | undefined): Finding[] {
  if (score === undefined || score === finding.confidence) return [finding];
  if (score < ALERT_THRESHOLD) return [];
  return [{ ...finding, confidence: score, severity: score >= BLOCK_THRESHOLD ? 'high' : finding.severity }];
}
