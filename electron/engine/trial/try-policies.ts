import type { PlaygroundInput, PlaygroundPart, PlaygroundResult } from '../../../shared/domain/index.ts';
import { buildViews } from '../detectors/index.ts';
import { type LlmOpinions, type Turn, judgeTurn, questionsFor, rewriteBody } from '../policy/index.ts';
import type { PolicySet } from './compare.ts';
import type { ForJudge, TrialSource } from './protocol.ts';
import { type Looking, type Recalled, findingsNow, recall } from './recall.ts';

type TextInput = Extract<PlaygroundInput, { kind: 'text' }>;

/** What is tried, as a policy looks at it. */
export function sideOf(source: TrialSource): Recalled {
  return source.kind === 'text' ? sideOfText(source.input) : recall(source.stored, source.side);
}

/** Unix ms: of a stored exchange, when it was. */
export function timeOf(source: TrialSource): number {
  return source.kind === 'text' ? source.now : source.stored.row.startedAt;
}

/** A pasted text as one side of an exchange. */
function sideOfText({ text, role, side, agent, model }: TextInput): Recalled {
  return {
    side,
    agent: agent ?? NOBODY,
    model: model ?? null,
    parts: [{ role, pointer: '', text }],
    messages: [],
    tools: [],
    tokens: null,
    kept: [],
    redacted: false,
  };
}

/** No scope can name it. */
const NOBODY = '\u0000';
/** Longer texts are shown as sent only: nobody reads every disguise of a book. */
const VIEWED_CHARS = 100_000;
const DEADLINE_MS = 5_000;

export interface HowToTry {
  readonly set: PolicySet;
  readonly looking: Looking;
  /** Unix ms. */
  readonly now: number;
  /** What the judge said, if somebody had to ask it. */
  readonly opinions?: LlmOpinions;
}

/** What the judge has to be asked about it; null: nothing, or it is denied anyhow. */
export function questionsOn(side: Recalled, { set, looking, now }: HowToTry): ForJudge | null {
  const questions = questionsFor(set.policies, side);
  if (questions.length === 0 || side.parts.length === 0) return null;
  const { findings, partial } = findingsNow(side, looking, DEADLINE_MS);
  const { verdict, release } = judgeTurn({ ...side, ...set, findings, now, session: null, history: null }).decision;
  return verdict.kind === 'block' && release === null ? null : { questions, parts: side.parts, findings, partial };
}

/** What policies make of one side, with everything a person wants to know about why. */
export function tryPolicies(side: Recalled, { set, looking, now, opinions }: HowToTry): PlaygroundResult {
  const stages: { name: string; durationMs: number }[] = [];
  const timed = <T>(name: string, work: () => T): T => {
    const began = performance.now();
    const result = work();
    stages.push({ name, durationMs: performance.now() - began });
    return result;
  };
  const views = timed('Readings', () =>
    side.parts.map(({ text }) => (text.length > VIEWED_CHARS ? [] : buildViews(text))),
  );
  const { findings, partial } = timed('Detectors', () => findingsNow(side, looking, DEADLINE_MS));
  const turn = timed('Policies', () =>
    judgeTurn({ ...side, ...set, findings, now, session: null, history: null, ...(opinions && { opinions }) }),
  );
  const masked = timed('Masking', () => maskedTexts(side, turn));
  const { verdict, actions, message, release } = turn.decision;
  const decided = turn.findings.findIndex(
    ({ rule, pointer, start, end }, index) =>
      rule === verdict.rule &&
      pointer === verdict.at?.pointer &&
      start === verdict.at.start &&
      end === verdict.at.end &&
      actions[index]?.policy === verdict.policyName,
  );
  return {
    side: side.side,
    agent: side.agent === NOBODY ? '' : side.agent,
    model: side.model,
    parts: side.parts.map(({ role, pointer, text }, index): PlaygroundPart => ({
      role,
      pointer,
      text,
      views: [
        { name: 'raw', text },
        ...(views[index] ?? [])
          .filter(({ name }) => name !== 'raw')
          .map(({ name, text: read }) => ({ name, text: read })),
      ],
      masked: masked.get(pointer) ?? null,
    })),
    findings: turn.findings.map((finding, index) => ({
      ...finding,
      policy: actions[index]?.policy ?? null,
      action: actions[index]?.action ?? 'allow',
    })),
    verdict,
    decidedBy: decided < 0 ? null : decided,
    message: verdict.kind === 'block' || verdict.kind === 'warn' ? message : '',
    release,
    stages,
    usesStoredFindings: side.redacted,
    partial,
  };
}

/** What would be forwarded instead, by pointer. */
function maskedTexts({ parts }: Recalled, turn: Turn): Map<string, string> {
  const edits = Map.groupBy(turn.edits, ({ pointer }) => pointer);
  const texts = new Map<string, string>();
  for (const { pointer, text } of parts) {
    const own = edits.get(pointer);
    if (own === undefined) continue;
    const edited = rewriteBody(
      text,
      own.map((edit) => ({ ...edit, pointer: '' })),
      'text',
    );
    if (edited !== null) texts.set(pointer, edited);
  }
  return texts;
}
