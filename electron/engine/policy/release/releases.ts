import type { Approval, ApprovalScope, Severity } from '../../../../shared/domain/index.ts';
import { type Grant, type ReleaseItem, coversItem, createGrant, itemKey, takeCall } from './grant.ts';

/** A call that was denied, and what of it a person may release. */
export interface Denial {
  /** Every question about one call carries the same id, so that all of them get the same answer. */
  readonly callId: string;
  readonly exchangeId: string;
  readonly kind: 'warn' | 'approval';
  readonly agent: string;
  readonly model: string | null;
  readonly policy: string;
  readonly policyId: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly reason: string;
  /** Everything that has to be released before the call may pass. */
  readonly items: readonly ReleaseItem[];
  /** For so long it can be released, and a release `once` holds. */
  readonly windowMs: number;
}

export interface Question extends Denial {
  readonly id: string;
  readonly since: number;
  readonly deadline: number;
}

/** Questions that are kept for a person at most; the oldest go first, and their calls stay denied. */
const MAX_QUESTIONS = 1_000;
/** What comes sooner after the first is the hook asking twice for one call: nobody has read the warning yet. */
const PERSON_MS = 1_000;
/** Calls that were let through are remembered, so that a later question about one gets the same answer. */
const MAX_CALLS = 10_000;

/**
 * What waits for a person, and what persons have released. In memory only: after a restart everything is denied again,
 * which is the safe side. Times are Unix ms and the caller's; ids are counted.
 */
export class Releases {
  readonly #questions = new Map<string, Question>();
  #grants: Grant[] = [];
  /** Content a person refused, until when: the same content sent again does not ask again. */
  readonly #refused = new Map<string, number>();
  readonly #passed = new Map<string, Set<string>>();
  #next = 1;

  /** Whether a person has released this for this call. Changes nothing: ask as often as you like. */
  isReleased(agent: string, callId: string, item: ReleaseItem, now: number): boolean {
    if (this.#passed.get(callId)?.has(itemKey(item)) === true) return true;
    return this.#grants.some((grant) => coversItem(grant, agent, callId, item, now));
  }

  /** The call passes because these were released: counts it once, however often it is asked about. */
  passed(agent: string, callId: string, items: readonly ReleaseItem[], now: number): void {
    if (items.length === 0) return;
    const passed = this.#passed.get(callId) ?? new Set<string>();
    for (const item of items) {
      if (passed.has(itemKey(item))) continue;
      const grant = this.#grants.find((candidate) => coversItem(candidate, agent, callId, item, now));
      if (grant !== undefined) takeCall(grant, callId);
      passed.add(itemKey(item));
    }
    this.#passed.delete(callId);
    this.#passed.set(callId, passed);
    dropOldest(this.#passed, MAX_CALLS);
  }

  /**
   * A call was denied. `retryReleases`: a person sits at the client, so a warning is released by sending the same again,
   * which is another call; then the answer is `released`: decide again. `refused`: a person has said no to this.
   */
  ask(denial: Denial, now: number, { retryReleases = false } = {}): Question | 'released' | 'refused' {
    this.#expire(now);
    const key = questionKey(denial);
    if ((this.#refused.get(key) ?? 0) > now) return 'refused';
    const known = [...this.#questions.values()].find((question) => questionKey(question) === key);
    if (known === undefined) return this.#register(denial, now);
    const byPerson = retryReleases && now - known.since >= PERSON_MS;
    if (byPerson && denial.kind === 'warn' && known.callId !== denial.callId) {
      this.#release(known, 'once', now);
      return 'released';
    }
    const again = { ...known, deadline: now + denial.windowMs };
    this.#questions.set(known.id, again);
    return again;
  }

  /** null: there is no such question any more. An answer of `always` is the caller's to keep: it is granted here too. */
  answer(id: string, decision: 'approve' | 'deny', scope: ApprovalScope, now: number): Question | null {
    this.#expire(now);
    const question = this.#questions.get(id);
    if (question === undefined) return null;
    if (decision === 'approve') {
      this.#release(question, scope, now);
    } else {
      this.#questions.delete(id);
      this.#refused.set(questionKey(question), now + question.windowMs);
    }
    return question;
  }

  /** The question an exchange asked; null: none, or too late. */
  questionOf(exchangeId: string, now: number): Question | null {
    this.#expire(now);
    return [...this.#questions.values()].find((question) => question.exchangeId === exchangeId) ?? null;
  }

  /** Oldest first. */
  list(now: number): Omit<Approval, 'held' | 'heldUntil'>[] {
    this.#expire(now);
    return [...this.#questions.values()].map(({ callId: _call, items: _items, windowMs: _window, ...shown }) => shown);
  }

  /** When the next question ends; null when none waits. */
  nextDeadline(): number | null {
    let next: number | null = null;
    for (const { deadline } of this.#questions.values()) if (next === null || deadline < next) next = deadline;
    return next;
  }

  #register(denial: Denial, now: number): Question {
    const question: Question = {
      ...denial,
      id: `q${this.#next}`,
      since: now,
      deadline: now + denial.windowMs,
    };
    this.#next += 1;
    this.#questions.set(question.id, question);
    dropOldest(this.#questions, MAX_QUESTIONS);
    return question;
  }

  #release(question: Question, scope: ApprovalScope, now: number): void {
    this.#questions.delete(question.id);
    this.#grants.push(createGrant(question, scope, now));
  }

  #expire(now: number): void {
    for (const [id, { deadline }] of this.#questions) if (deadline <= now) this.#questions.delete(id);
    for (const [key, until] of this.#refused) if (until <= now) this.#refused.delete(key);
    this.#grants = this.#grants.filter(({ until, callsLeft }) => until > now && callsLeft > 0);
  }
}

/** The same content, objected to by the same rules: one question, whoever of the agent's clients asks. */
function questionKey({ agent, kind, items }: Denial): string {
  return JSON.stringify([agent, kind, items.map(itemKey).toSorted()]);
}

function dropOldest(map: Map<string, unknown>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
