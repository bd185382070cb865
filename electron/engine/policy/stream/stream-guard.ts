import type { Finding, Part, Policy, PolicyException, Role } from '../../../../shared/domain/index.ts';
import { type Inspect, inspect as inspectParts } from '../../detectors/index.ts';
import { decide } from '../decide.ts';
import { inspectPolicies } from '../inspect.ts';
import { type Vault, createVault } from '../mask/vault.ts';
import type { DecideInput, Decision, FindingAction } from '../policy.ts';
import { type AnswerRules, answerRules } from './answer-rules.ts';
import { openTokens } from './open-tail.ts';

export interface StreamGuardOptions {
  readonly policies: readonly Policy[];
  readonly agent: string;
  readonly model: string | null;
  readonly exceptions?: readonly PolicyException[];
  readonly now?: number;
  readonly released?: NonNullable<DecideInput['released']>;
  /** Where the text will stand in the assembled answer; findings carry it. Default ''. */
  readonly pointer?: string;
  readonly role?: Role;
  readonly kind?: Part['kind'];
  readonly leaf?: Part['leaf'];
  /** Placeholders are numbered through all texts of one answer. Default: one of its own. */
  readonly vault?: Vault;
  readonly inspect?: Inspect;
}

export interface GuardStep {
  /** UTF-16 units of what was pushed and not yet released that go on now. */
  readonly release: number;
  /** What to send for them: the same text, or with placeholders where a policy masks. */
  readonly text: string;
  /** The placeholders in `text`, as spans of the units released. Absent: nothing was masked. */
  readonly edits?: readonly { readonly start: number; readonly end: number; readonly replacement: string }[];
  /** Set once something is denied: send what was released, then cut. Nothing is released afterwards. */
  readonly verdict?: Decision;
}

/** One text of a streamed answer, judged while it is written. Not shared between texts. */
export interface StreamGuard {
  push(text: string): GuardStep;
  /** The text is complete. */
  end(): GuardStep;
  /** Units held back at present; at most {@link MAX_HOLD}. */
  readonly held: number;
  /** What was found and acted on so far; offsets in the whole text. */
  readonly findings: readonly Finding[];
}

/** UTF-16 units that are held back at most; a longer match is cut where it is recognised. */
export const MAX_HOLD = 256;
/** Released text that is still looked at, because it gives meaning to what follows. */
const CONTEXT = 256;
/** A token that began earlier is looked at from its beginning, up to here. */
const MAX_TOKEN = 4_096;

/**
 * Judges a text chunk by chunk with the policies for answers. Only the end that can still become a match is held back,
 * and nothing at all where no policy stops or masks answers. Alerts are not given here: the whole answer is judged
 * when it has ended.
 */
export function createStreamGuard(options: StreamGuardOptions): StreamGuard {
  return new Guard(options, answerRules(options.policies, options.agent, options.model));
}

class Guard implements StreamGuard {
  readonly #options: StreamGuardOptions;
  readonly #rules: AnswerRules;
  readonly #inspect: Inspect;
  readonly #vault: Vault;
  readonly #chunks: string[] = [];
  #found: readonly Finding[] = [];
  /** What is looked at: context, then what is held back. */
  #window = '';
  /** Offset of the window in the whole text. */
  #base = 0;
  /** Offset in the window up to which everything is released. */
  #released = 0;
  #denied: Decision | undefined;

  constructor(options: StreamGuardOptions, rules: AnswerRules) {
    this.#options = options;
    this.#rules = rules;
    this.#inspect = options.inspect ?? inspectParts;
    this.#vault = options.vault ?? createVault();
  }

  get held(): number {
    return this.#window.length - this.#released;
  }

  get findings(): readonly Finding[] {
    return this.#found;
  }

  push(text: string): GuardStep {
    if (this.#denied !== undefined) return { release: 0, text: '', verdict: this.#denied };
    if (!this.#rules.stop) return { release: text.length, text };
    if (text === '') return { release: 0, text: '' };
    if (this.#rules.counts) this.#chunks.push(text);
    this.#window += text;
    return this.#step(this.#openAt());
  }

  end(): GuardStep {
    if (this.#denied !== undefined) return { release: 0, text: '', verdict: this.#denied };
    return this.held > 0 ? this.#step(this.#window.length) : { release: 0, text: '' };
  }

  /** Judges everything before `open`; what reaches over it may not be complete, and waits. */
  #step(open: number): GuardStep {
    const latest = Math.max(this.#released, this.#window.length - MAX_HOLD);
    const all = this.#look().filter(({ end }) => end > this.#released);
    let until = open;
    // From the back: what begins earlier may reach over a border that a later one has moved.
    for (const { start, end } of all.toSorted((a, b) => b.start - a.start)) {
      if (end > until && start < until) until = Math.max(start, latest);
    }
    // A match longer than what may be held is judged as far as it has come.
    const complete = all.filter(({ start, end }) => end <= until || start < latest);
    const actions = this.#judge(complete);
    if (this.#denied !== undefined) {
      const starts = complete.flatMap(({ start }, index) => (isDenied(actions[index]) ? [start] : []));
      until = Math.max(this.#released, Math.min(until, ...starts));
    }
    const masked = complete.filter((_, index) => actions[index]?.action === 'mask');
    return this.#release(wholeCharacter(this.#window, until), masked);
  }

  #look(): Finding[] {
    const { pointer = '', role = 'assistant', kind, leaf, policies, agent, model } = this.#options;
    const part: Part = { role, pointer, text: this.#window, ...(kind && { kind }), ...(leaf && { leaf }) };
    const { findings } = this.#inspect([part], { side: 'response' });
    const own = this.#rules.ownRules
      ? inspectPolicies({ side: 'response', agent, model, policies, parts: [part] })
      : [];
    return [...findings, ...own];
  }

  /** The actions on findings that are complete, counting those that were complete before. */
  #judge(complete: readonly Finding[]): FindingAction[] {
    if (complete.length === 0) return [];
    const { policies, agent, model, exceptions, now, released, pointer = '', role = 'assistant' } = this.#options;
    const placed = complete.map((finding) => ({
      ...finding,
      start: finding.start + this.#base,
      end: finding.end + this.#base,
    }));
    const fresh = new Set(placed.map(keyOf));
    const before = this.#found.filter((finding) => !fresh.has(keyOf(finding)));
    this.#found = [...before, ...placed];
    // Earlier findings matter to rules that count, and only to those.
    const { counts } = this.#rules;
    const decision = decide({
      findings: counts ? this.#found : complete,
      side: 'response',
      agent,
      model,
      policies,
      parts: [{ role, pointer, text: counts ? this.#chunks.join('') : this.#window }],
      ...(exceptions && { exceptions }),
      ...(now !== undefined && { now }),
      ...(released !== undefined && { released }),
    });
    const actions = decision.actions.slice(counts ? before.length : 0);
    if (actions.some(isDenied)) this.#denied = decision;
    return actions;
  }

  #release(until: number, masked: readonly Finding[]): GuardStep {
    const pieces: string[] = [];
    const edits: { start: number; end: number; replacement: string }[] = [];
    let at = this.#released;
    for (const { start, end, type } of [...masked].sort((a, b) => a.start - b.start)) {
      if (end <= at || start >= until) continue;
      const from = Math.max(at, start);
      const replacement = this.#vault.placeholderFor(type, this.#window.slice(start, end));
      pieces.push(this.#window.slice(at, from), replacement);
      at = Math.min(end, this.#window.length);
      edits.push({ start: from - this.#released, end: at - this.#released, replacement });
    }
    const to = Math.max(until, at, this.#released);
    pieces.push(this.#window.slice(at, to));
    const release = to - this.#released;
    this.#released = to;
    this.#forget();
    return {
      release,
      text: pieces.join(''),
      ...(edits.length > 0 && { edits }),
      ...(this.#denied !== undefined && { verdict: this.#denied }),
    };
  }

  /** Keeps as much released text as gives meaning to what comes. */
  #forget(): void {
    let keep = Math.max(0, this.#released - CONTEXT);
    while (keep > 0 && this.#released - keep < MAX_TOKEN && !/\s/.test(this.#window.charAt(keep - 1))) keep -= 1;
    this.#base += keep;
    this.#window = this.#window.slice(keep);
    this.#released -= keep;
  }

  #openAt(): number {
    const earliest = Math.max(this.#released, this.#window.length - MAX_HOLD);
    if (this.#rules.anything) return wholeCharacter(this.#window, earliest);
    const tail = this.#window.slice(earliest);
    const words = Math.max(0, ...this.#rules.words.map((openLength) => openLength(tail)));
    return wholeCharacter(this.#window, earliest + Math.min(openTokens(tail), tail.length - words));
  }
}

function isDenied(action: FindingAction | undefined): boolean {
  return action?.action === 'block' || action?.action === 'warn';
}

function keyOf({ rule, start }: Finding): string {
  return `${rule} ${start}`;
}

/** Never between the two units of one character. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
