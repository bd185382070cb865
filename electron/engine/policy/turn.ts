import { ALLOW, type Finding, type PolicyException } from '../../../shared/domain/index.ts';
import type { StringEdit } from '../dialects/index.ts';
import { decide } from './decide.ts';
import type { History, Standing } from './history/history.ts';
import { type TurnMessage, messagePointer, messagesOf, quietHash } from './history/messages.ts';
import { noticeEdits } from './history/notice.ts';
import { inspectPolicies } from './inspect.ts';
import { withSilence } from './llm/silence.ts';
import { maskParts } from './mask/mask-parts.ts';
import { type Vault, createVault } from './mask/vault.ts';
import type { DecideInput, Decision, FindingAction, PolicyContext } from './policy.ts';
import { createContents } from './release/contents.ts';
import { type ReleaseItem, itemKey } from './release/grant.ts';

export interface TurnInput extends PolicyContext {
  /** What the detectors found in `parts`. */
  readonly findings: readonly Finding[];
  readonly exceptions?: readonly PolicyException[];
  /** Unix ms; see DecideInput. */
  readonly now?: number;
  /** Agent and session, or agent and conversation, as one key; null: unknown. */
  readonly session: string | null;
  /** null: nothing is remembered. Answers have none. */
  readonly history: History | null;
  /** Whether a person has released this for this call; absent: nothing is. */
  readonly released?: (item: ReleaseItem) => boolean;
  /** Where what is worked out from `parts` is kept: they come again, the same list, in later turns. */
  readonly memo?: TurnMemo | undefined;
  /** For answers: what a release of one is about ({@link contentOfAnswer}). */
  readonly answerTo?: (() => string) | undefined;
}

/** Of one list of parts. The caller keeps it, and does not look inside. */
export interface TurnMemo {
  quietMessages?: readonly TurnMessage[];
}

/** What became of a request. `forwarded-as-received`: Log mode, no edit was made. */
export type TurnOutcome = 'forwarded' | 'forwarded-as-received' | 'denied';

export interface Turn {
  /** The detectors' first, then the policies' own. */
  readonly findings: readonly Finding[];
  /** Its actions are those of `findings`. What cannot be masked is blocked. */
  readonly decision: Decision;
  /** To be made when it is forwarded; empty: the bytes go on as they came. */
  readonly edits: readonly StringEdit[];
  /** Messages that are replaced by a notice. */
  readonly withdrawn: readonly TurnMessage[];
  /** What the placeholders in `edits` stand for; clear it when the answer has ended. */
  readonly vault: Vault;
  /** What has to be released before it may pass. */
  readonly releasable: readonly ReleaseItem[];
  /** What passes because it was released: Releases wants to know when it does. */
  readonly released: readonly ReleaseItem[];
  /** Hash of all that is said on this side. */
  contentKey(): string;
  /** A policy that masks asks to put the originals back into the answer. */
  readonly restore: boolean;
  /** Says what was done, once for a call however often it was asked about: the session's next turns build on it. */
  settle(outcome: TurnOutcome): void;
}

/**
 * One side of one exchange: the policies' own rules, history, exceptions, decision, masking. Pure but for the history,
 * which changes only in `settle`.
 */
export function judgeTurn(input: TurnInput): Turn {
  const { history, session, parts, side } = input;
  const findings = [...input.findings, ...inspectPolicies(input)];
  if (findings.length === 0) return quietTurn(input);
  const messages = history === null ? [] : messagesOf(parts);
  const standings = standingsOf(messages, history?.review(session, messages) ?? []);
  const contents = createContents(input);
  const released = new Map<string, ReleaseItem>();
  const context: DecisionContext = {
    input,
    findings,
    standings,
    isReleased: (policy, finding) => {
      if (input.released === undefined) return false;
      const item = { policyId: policy.id, rule: finding.rule, content: contents.of(finding) };
      if (!input.released(item)) return false;
      released.set(itemKey(item), item);
      return true;
    },
  };

  const first = decideOver(context, NONE);
  const withdrawn = stillDenied(messages, standings, findings, first.actions);
  const gone = new Set(withdrawn.map(({ pointer }) => pointer));
  const second = gone.size === 0 ? first : decideOver(context, gone);

  const present = gone.size === 0 ? parts : parts.filter(({ pointer }) => !gone.has(messagePointer(pointer)));
  const vault = createVault();
  const masking = maskParts(present, findings, second.actions, vault);
  const unmaskable = new Set(masking.unmaskable);
  const decision = withSilence(unmaskable.size === 0 ? second : decideOver(context, gone, unmaskable), input);
  return {
    findings,
    decision,
    edits: [...withdrawn.flatMap(noticeEdits), ...masking.edits],
    withdrawn,
    vault,
    releasable: decision.releasable.map(({ policyId, finding }) => ({
      policyId,
      rule: finding.rule,
      content: contents.of(finding),
    })),
    released: [...released.values()],
    contentKey: () => contents.whole(),
    restore: side === 'request' && masking.edits.length > 0 && asksToRestore(input, decision),
    settle(outcome) {
      if (outcome === 'denied') {
        history?.denied(session, messages, culprits(messages, findings, decision.actions));
      } else {
        const kept = messages.filter(({ pointer }) => outcome === 'forwarded-as-received' || !gone.has(pointer));
        history?.forwarded(session, kept);
      }
    },
  };
}

/** Nothing was found, as in most turns: there is nothing to decide, and what was withdrawn before is not objected to. */
function quietTurn(input: TurnInput): Turn {
  const { history, session, parts } = input;
  return {
    findings: [],
    decision: withSilence(QUIET, input),
    edits: [],
    withdrawn: [],
    vault: EMPTY_VAULT,
    releasable: [],
    released: [],
    contentKey: () => createContents(input).whole(),
    restore: false,
    settle(outcome) {
      if (outcome === 'denied' || session === null || history === null) return;
      const messages = input.memo?.quietMessages ?? messagesOf(parts, quietHash);
      if (input.memo !== undefined) input.memo.quietMessages = messages;
      history.forwarded(session, messages);
    },
  };
}

const QUIET: Decision = { verdict: ALLOW, actions: [], message: '', release: null, releasable: [] };
/** Nothing is ever put into it: placeholders stand for findings. */
const EMPTY_VAULT = createVault();

/**
 * The decision about a turn whose edits could not be made on the wire: nothing is masked and nothing is taken out, so
 * whatever would have been is denied.
 */
export function denyUneditable(input: TurnInput, turn: Turn): Decision {
  const { findings } = turn;
  const { released: _released, ...rest } = input;
  const decision = decide({ ...rest, findings, unmaskable: new Set(findings) });
  if (decision.verdict.kind === 'block' || decision.verdict.kind === 'warn') return decision;
  throw new RangeError('nothing of this turn was to be edited');
}

interface DecisionContext {
  readonly input: TurnInput;
  readonly findings: readonly Finding[];
  readonly standings: Standings;
  readonly isReleased: NonNullable<DecideInput['released']>;
}

type Standings = ReadonlyMap<string, Standing>;

const NONE: ReadonlySet<string> = new Set();
const CONTEXT: FindingAction = { policy: null, action: 'allow' };

/** What nobody has answered yet is the newest turn, and judged as such though the same words went to the model before. */
function standingsOf(messages: readonly TurnMessage[], standings: readonly Standing[]): Standings {
  const answered = messages.findLastIndex(({ parts }) => parts.some(({ role }) => role === 'assistant'));
  return new Map(
    messages.map(({ pointer }, index) => {
      const standing = standings[index] ?? 'new';
      return [pointer, standing === 'forwarded' && index > answered ? 'new' : standing];
    }),
  );
}

/** Decides over the findings that count; the others keep their place and get no action. */
function decideOver(
  { input, findings, standings, isReleased }: DecisionContext,
  gone: ReadonlySet<string>,
  unmaskable?: ReadonlySet<Finding>,
): Decision {
  const standing = ({ pointer }: Finding) => standings.get(messagePointer(pointer)) ?? 'new';
  const counted = findings.map(
    (finding) =>
      !gone.has(messagePointer(finding.pointer)) && !(standing(finding) === 'forwarded' && isContext(finding)),
  );
  const judged: DecideInput = {
    ...input,
    findings: findings.filter((_, index) => counted[index]),
    seen: new Set(findings.filter((finding) => standing(finding) === 'forwarded')),
    released: isReleased,
    ...(unmaskable && { unmaskable }),
  };
  const decision = decide(judged);
  let next = 0;
  const actions = counted.map((counts) => (counts ? (decision.actions[next++] ?? CONTEXT) : CONTEXT));
  return { ...decision, actions };
}

/** What has been with the model before cannot be injected again. Personal data and secrets are judged again. */
function isContext({ type }: Finding): boolean {
  return type.startsWith('injection.') || type === 'policy.tool' || type === 'policy.mcp-server';
}

/** Messages to withdraw: blocked before, and still objected to. Policies may have changed since. */
function stillDenied(
  messages: readonly TurnMessage[],
  standings: Standings,
  findings: readonly Finding[],
  actions: readonly FindingAction[],
): TurnMessage[] {
  const back = messages.filter(({ pointer }) => standings.get(pointer) === 'withdrawn');
  if (back.length === 0) return [];
  const denied = culprits(messages, findings, actions);
  return back.filter((message) => denied.has(message));
}

/** Messages with something in them that is denied. */
function culprits(
  messages: readonly TurnMessage[],
  findings: readonly Finding[],
  actions: readonly FindingAction[],
): Set<TurnMessage> {
  const pointers = new Set<string>();
  for (const [index, { pointer }] of findings.entries()) {
    const action = actions[index]?.action;
    if (action === 'block' || action === 'warn') pointers.add(messagePointer(pointer));
  }
  return new Set(messages.filter(({ pointer }) => pointers.has(pointer)));
}

function asksToRestore({ policies }: TurnInput, { actions }: Decision): boolean {
  const masking = new Set(actions.flatMap(({ policy, action }) => (action === 'mask' ? [policy] : [])));
  return policies.some(({ name, restoreInAnswer }) => restoreInAnswer === true && masking.has(name));
}
