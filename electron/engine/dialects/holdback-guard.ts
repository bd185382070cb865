import type { TextEdit } from './argument-edits.ts';
import { isJson } from './exact-json.ts';
import { type HoldbackJudgement, type HoldbackWindow, startsJson } from './holdback-channel.ts';

/** What becomes of one text of an answer, told piece by piece. The policies' StreamGuard is one. */
export interface TextGuard<Verdict> {
  push(text: string): TextGuardStep<Verdict>;
  /** The text is complete. */
  end(): TextGuardStep<Verdict>;
}

export interface TextGuardStep<Verdict> {
  /** UTF-16 units of what was pushed and not yet released that go on now. */
  readonly release: number;
  /** Spans of the units released now that go on as something else, ascending. */
  readonly edits?: readonly TextEdit[];
  /** Set once something is denied: what was released goes out, then the stream ends. */
  readonly verdict?: Verdict;
}

export interface GuardedInspect<Verdict> {
  readonly inspect: (window: HoldbackWindow) => HoldbackJudgement;
  /** The first verdict that ended the stream; null as long as none did. */
  readonly verdict: () => Verdict | null;
}

/** What a text is that placeholders stand in: JSON, one value of it, or any text. */
export type RestoredText = 'json' | 'leaf' | 'text';

/** Puts originals back for placeholders, in the text that goes to the client. */
export interface Restoring {
  /** Where a placeholder could still be incomplete: how many units at the end of the text. */
  pending(text: string, as: RestoredText): number;
  /** Placeholders that are complete in the text, ascending. Replacements are plain text, not escaped. */
  edits(text: string, as: RestoredText): readonly TextEdit[];
}

interface Guarded<Verdict> {
  readonly guard: TextGuard<Verdict>;
  /** Units pushed and released so far. */
  released: number;
  as: RestoredText;
}

const overlaps = (left: TextEdit, right: TextEdit): boolean => left.start < right.end && right.start < left.end;

/** Judges each text of a stream with a guard of its own, made when the text begins. */
export function inspectWithGuards<Verdict>(
  create: (of: Pick<HoldbackWindow, 'channel' | 'role' | 'kind' | 'leaf'>) => TextGuard<Verdict>,
  restoring: Restoring | null = null,
): GuardedInspect<Verdict> {
  const guards = new WeakMap<object, Guarded<Verdict>>();
  let denied: Verdict | null = null;

  const guardOf = (window: HoldbackWindow): Guarded<Verdict> => {
    let guarded = guards.get(window.key);
    if (!guarded) guards.set(window.key, (guarded = { guard: create(window), released: 0, as: 'text' }));
    return guarded;
  };

  return {
    verdict: () => denied,
    inspect(window) {
      const { text, base, fresh, final } = window;
      const guarded = guardOf(window);
      const edits: TextEdit[] = [];
      let cutAt: number | null = null;
      const take = (step: TextGuardStep<Verdict>): void => {
        const from = guarded.released - base;
        for (const edit of step.edits ?? []) edits.push({ ...edit, start: edit.start + from, end: edit.end + from });
        guarded.released += step.release;
        if (step.verdict === undefined) return;
        denied ??= step.verdict;
        cutAt = guarded.released - base;
      };
      if (fresh < text.length) take(guarded.guard.push(text.slice(fresh)));
      if (final && cutAt === null) take(guarded.guard.end());
      let pending = base + text.length - guarded.released;
      if (restoring) {
        // How it began is seen only as long as all of it is in the window.
        if (base === 0) guarded.as = restoredText(window);
        if (!final) pending = Math.max(pending, restoring.pending(text, guarded.as));
        // What is masked stays masked, whatever a placeholder in it stands for.
        edits.push(
          ...restoring.edits(text, guarded.as).filter((edit) => !edits.some((masked) => overlaps(edit, masked))),
        );
      }
      return { pending, edits, cutAt };
    },
  };
}

function restoredText({ kind, leaf, role, text, final }: HoldbackWindow): RestoredText {
  if (leaf !== undefined) return 'leaf';
  if (!startsJson(text)) return 'text';
  return kind === 'tool-arguments' || (role === 'tool' && final && isJson(text)) ? 'json' : 'text';
}
