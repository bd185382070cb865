/** Akto's own verdict joined with ours: the stricter one counts, and the record has both. */
import { createHash } from 'node:crypto';

import {
  type AktoOpinion,
  type Finding,
  type Part,
  type Policy,
  type Verdict,
  isSecretType,
  saysWords,
} from '../../../shared/domain/index.ts';
import { placeholderFor, redactSecrets } from '../detectors/index.ts';
import type { StringEdit } from '../dialects/index.ts';
import {
  type Objection,
  type TurnInput,
  objectionFinding,
  objectionPolicy,
  rewriteBody,
  withOutsideMask,
} from '../policy/index.ts';
import type { AktoQuestion, AktoReply, AktoReview, AktoSaid } from '../sync/index.ts';
import type { Exchange, JudgedSide } from './exchange.ts';

/** Denied turns that are remembered, so that a session goes on without them as after a block of ours. */
const MAX_REMEMBERED = 10_000;

export interface Joining {
  readonly exchange: Exchange;
  readonly input: TurnInput;
  /** Ours, of `input`. */
  readonly own: JudgedSide;
  /** Ours, of another input. */
  readonly judge: (input: TurnInput) => JudgedSide;
  /** When the asker must have its answer; Infinity: as TIMEOUT says. */
  readonly withinMs: number;
}

export class AktoJoin {
  readonly #review: AktoReview;
  /** Turns that Akto denied, by session and text. */
  readonly #denied = new Map<string, Objection>();

  constructor(review: AktoReview) {
    this.#review = review;
  }

  get on(): boolean {
    return this.#review.on;
  }

  /** The input with what Akto objected to before in this session: such turns are not forwarded either. */
  remembering(input: TurnInput): TurnInput {
    if (this.#denied.size === 0 || input.session === null) return input;
    const messages = userMessages(input.parts);
    const before = messages.slice(0, -1).flatMap((parts) => {
      const objection = this.#denied.get(turnKey(input.session, parts));
      return objection === undefined ? [] : [{ objection, part: parts.at(-1) }];
    });
    return before.reduce((known, { objection, part }) => objecting(known, objection, part), input);
  }

  /** Asks, and joins. */
  async join(joining: Joining): Promise<JudgedSide> {
    const { exchange, own } = joining;
    const asked = this.#question(joining);
    if (asked === null) return own;
    const reply = asked === 'unreadable' ? UNREADABLE : await this.#review.ask(asked.question, joining.withinMs);
    if (reply === null) return own;
    exchange.akto = this.#opinion(own.verdict, reply);
    if (reply.kind === 'failed') return this.#without(joining);
    if (asked === 'unreadable' || reply.said.kind === 'allow') return own;
    return this.#with(joining, asked, reply);
  }

  /** Ours denies for good: the client need not wait, but the record shall have both. */
  alongside(joining: Joining): void {
    joining.exchange.aktoPending = this.join({ ...joining, judge: () => joining.own }).then(
      () => undefined,
      () => undefined,
    );
  }

  #without({ exchange, own }: Joining): JudgedSide {
    exchange.mark('akto-failed');
    if (this.#review.failurePolicy === 'open' || (own.verdict.kind === 'block' && own.release === null)) return own;
    exchange.mark('failed-closed');
    return { ...own, ...FAILED_CLOSED };
  }

  #with(joining: Joining, asked: Asked, { said, newestOnly }: Extract<AktoReply, { kind: 'said' }>): JudgedSide {
    const { exchange, input, own, judge } = joining;
    const newest = userMessages(input.parts).at(-1);
    const part = newest?.at(-1) ?? input.parts.findLast(saysWords);
    const object = (behaviour: Objection['behaviour']): JudgedSide => {
      const objection = { ...said, behaviour };
      if (behaviour !== 'alert') this.#remember(input.session, newest, objection);
      return judge(objecting(input, objection, part));
    };
    if (said.kind !== 'mask') return object(said.kind === 'allow' ? 'alert' : said.kind);
    if (own.verdict.kind === 'block' || own.verdict.kind === 'warn') return own;
    const edits = newestOnly ? null : maskEdits(asked, said, own);
    if (edits !== null) return masked(own, edits, said, part, () => object('block'));
    exchange.mark('not-maskable');
    return object('block');
  }

  #remember(session: string | null, parts: readonly Part[] | undefined, objection: Objection): void {
    if (session === null || parts === undefined) return;
    const key = turnKey(session, parts);
    this.#denied.delete(key);
    this.#denied.set(key, objection);
    const [oldest] = this.#denied.keys();
    if (this.#denied.size > MAX_REMEMBERED && oldest !== undefined) this.#denied.delete(oldest);
  }

  /** null: there is nothing to ask about. */
  #question({ exchange, input, own }: Joining): Asked | 'unreadable' | null {
    const { requestMessage: message } = exchange;
    if (message.bodyKind === 'none') return null;
    const isJson = message.bodyKind === 'json';
    if (message.body === null || message.truncated || exchange.requestUnread) return 'unreadable';
    const { edits } = own.turn;
    const forwarded = rewriteBody(message.body, edits, isJson ? 'json' : 'text');
    const safe = rewriteBody(message.body, withoutSecrets(edits, input.findings), isJson ? 'json' : 'text');
    if (forwarded === null || safe === null) return 'unreadable';
    const sent = redactSecrets(safe).text;
    const newest = userMessages(input.parts).at(-1) ?? [];
    const question: AktoQuestion = {
      exchangeId: exchange.id,
      startedAt: exchange.startedAt,
      ingress: exchange.ingress,
      agent: exchange.agent,
      agentSource: exchange.agentSource,
      session: exchange.session,
      dialect: exchange.dialect.id,
      model: exchange.request?.model ?? null,
      method: exchange.target.method,
      path: exchange.target.path,
      headers: exchange.requestHeaders,
      body: sent,
      isJson,
      newestText: newest.map((part) => safeText(part, edits, input.findings)).join('\n'),
    };
    return { question, original: message.body, forwarded };
  }

  #opinion(own: Verdict, reply: AktoReply): AktoOpinion {
    const { durationMs, timeoutMs } = reply;
    const said = reply.kind === 'said' ? reply.said : null;
    return {
      verdict: said === null ? null : verdictOf(said),
      failure: reply.kind === 'failed' ? reply.failure : null,
      failurePolicy: this.#review.failurePolicy,
      durationMs,
      timeoutMs,
      newestOnly: reply.kind === 'said' && reply.newestOnly,
      own,
    };
  }
}

interface Asked {
  readonly question: AktoQuestion;
  readonly original: string;
  readonly forwarded: string;
}

const UNREADABLE: AktoReply = {
  kind: 'failed',
  failure: 'the request is no text that could be sent there',
  durationMs: 0,
  timeoutMs: 0,
};

const FAILED_CLOSED = {
  release: null,
  verdict: {
    kind: 'block',
    policyId: 'failure-policy',
    policyName: 'Failure policy',
    rule: 'policy.akto-failed',
    severity: 'medium',
    at: null,
    reason: 'Akto gave no verdict, and the failure policy for that is closed.',
  },
  message:
    'Blocked by Sluice, failure policy (policy.akto-failed): a service that has to agree gave no answer. Try again later.',
} as const;

/** Akto's verdict by itself, for the record. */
function verdictOf({ kind, policy, rule, severity, reason }: AktoSaid): Verdict {
  const isAllow = kind === 'allow';
  return {
    kind,
    policyId: null,
    policyName: policy,
    rule,
    severity: isAllow ? null : severity,
    at: null,
    reason: reason === '' ? (isAllow ? 'No policy of Akto objects.' : 'Akto gave no reason.') : reason,
  };
}

function objecting(input: TurnInput, objection: Objection, part: Part | undefined): TurnInput {
  const policy: Policy = objectionPolicy(objection);
  return {
    ...input,
    findings: [...input.findings, objectionFinding(objection, part)],
    policies: [...input.policies, policy],
  };
}

function maskEdits({ question, original, forwarded }: Asked, { modified }: AktoSaid, own: JudgedSide) {
  const body = payloadBody(modified ?? '');
  if (body === null) return null;
  const { body: sent, isJson } = question;
  return withOutsideMask({ original, forwarded, sent, modified: body, isJson, edits: own.turn.edits });
}

/** What stands in `{"body":…}`, the shape in which it was sent; null: it came back in another. */
function payloadBody(payload: string): string | null {
  try {
    const parsed: unknown = JSON.parse(payload);
    if (typeof parsed !== 'object' || parsed === null || !('body' in parsed)) return null;
    return typeof parsed.body === 'string' ? parsed.body : JSON.stringify(parsed.body);
  } catch {
    return null;
  }
}

/** `instead`: when the edits turn out to be impossible on the wire. */
function masked(
  own: JudgedSide,
  edits: readonly StringEdit[],
  said: AktoSaid,
  part: Part | undefined,
  instead: () => JudgedSide,
): JudgedSide {
  const objection = { ...said, behaviour: 'alert' } as const;
  const { name, id } = objectionPolicy(objection);
  const finding = objectionFinding(objection, part);
  const verdict: Verdict = {
    kind: 'mask',
    policyId: id,
    policyName: name,
    rule: finding.rule,
    severity: said.severity,
    at: null,
    reason: `Policy '${name}' masks this: Akto gave back other words for it.`,
  };
  return {
    ...own,
    findings: [...own.findings, finding],
    actions: [...own.actions, { policy: name, action: 'mask' }],
    verdict: own.verdict.kind === 'mask' ? own.verdict : verdict,
    turn: { ...own.turn, edits },
    denyUneditable() {
      // With its findings, which the actions belong to.
      return { ...instead(), releasable: [] };
    },
  };
}

/** Our own edits, and placeholders for the secrets that these leave where they are. */
function withoutSecrets(edits: readonly StringEdit[], findings: readonly Finding[]): StringEdit[] {
  const safe = [...edits];
  for (const { type, pointer, start, end } of findings) {
    if (!isSecretType(type) || end <= start) continue;
    const meets = safe.some((edit) => edit.pointer === pointer && edit.start < end && start < edit.end);
    if (!meets) safe.push({ pointer, start, end, replacement: placeholderFor(type) });
  }
  return safe.toSorted((a, b) => (a.pointer === b.pointer ? a.start - b.start : a.pointer < b.pointer ? -1 : 1));
}

function safeText({ pointer, text }: Part, edits: readonly StringEdit[], findings: readonly Finding[]): string {
  const here = withoutSecrets(edits, findings).filter((edit) => edit.pointer === pointer);
  let result = text;
  for (const { start, end, replacement } of here.toReversed()) {
    result = result.slice(0, start) + replacement + result.slice(end);
  }
  return redactSecrets(result).text;
}

/** Parts of each message of the user, in order. */
function userMessages(parts: readonly Part[]): Part[][] {
  const messages = new Map<string, Part[]>();
  for (const part of parts) {
    if (part.role !== 'user' || !saysWords(part)) continue;
    // `/messages/3/content/0/text` → `/messages/3`.
    const message = /^.*?\/\d+(?=\/|$)/.exec(part.pointer)?.[0] ?? part.pointer;
    messages.set(message, [...(messages.get(message) ?? []), part]);
  }
  return [...messages.values()];
}

function turnKey(session: string | null, parts: readonly Part[]): string {
  const sha = createHash('sha256').update(session ?? '');
  for (const { text } of parts) sha.update('\n').update(text);
  return sha.digest('base64');
}
