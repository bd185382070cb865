import type { Finding, Part, Policy, PolicyException, Side } from '../../../shared/domain/index.ts';
import {
  type FindingCache,
  type Inspect,
  type InspectOptions,
  type Inspection,
  type Inspector,
  NOTHING_SCANNED,
  createFindingCache,
  findInAnswer,
  findSplit,
  inspect,
  isHeavy,
} from '../detectors/index.ts';
import type { RuleJudge, SecondOpinions } from '../judge/index.ts';
import {
  type History,
  type LlmQuestion,
  type LlmSilence,
  type TurnInput,
  contentOfAnswer,
  createHistory,
  createToolTally,
  denyUneditable,
  deniesAnswers,
  guardsStreams,
  guardsToolNames,
  judgeTurn,
  questionsFor,
} from '../policy/index.ts';
import type { AktoJoin } from './akto-join.ts';
import type { Exchange, JudgedSide } from './exchange.ts';
import { STREAM_FAILED_CLOSED, failedClosed } from './failure-policy.ts';
import { INLINE_SCAN_CHARS, SCAN_DEADLINE_MS } from './limits.ts';
import { type Looking, isSameLooking } from './looking.ts';
import { RecentTurns, saidIn } from './recent-turns.ts';
import type { ReleaseDesk } from './release-desk.ts';
import { type PartFacts, factsOf } from './repeat.ts';
import type { StreamRules } from './stream-gate.ts';

/** `inline`: on this thread when small (Block). `worker`: never on this thread (Log: nobody waits for the verdict). */
export type ScanPlace = 'inline' | 'worker';

/** What is in force, in order. */
export interface PolicySet {
  readonly policies: readonly Policy[];
  /** For every policy. */
  readonly exceptions: readonly PolicyException[];
}

/** Of a hook's question. */
export interface JudgeLimits {
  /** Names of the only policies to enforce; none of them known here, or none named: all. */
  readonly only?: readonly string[];
  readonly deadlineMs?: number;
  /** The parts are not those of the exchange's own body, which Akto would be asked about. */
  readonly besides?: boolean;
}

export interface JudgeOptions {
  readonly inspector: Inspector;
  readonly policies: () => PolicySet;
  /** What the user wants found beside, or instead of, what is found by default. */
  readonly looking?: () => Looking;
  /** What happens when a scan fails or ran out of time (Settings). */
  readonly failure: () => 'open' | 'closed';
  /** What becomes of a blocked message that comes back later (Settings). */
  readonly blockedAgain?: () => 'notice' | 'block';
  /** What persons have released; absent: nothing ever is. */
  readonly releases?: Pick<ReleaseDesk, 'isReleased' | 'passed'>;
  /** Asked about injections the detectors are not sure of, on the request's side. */
  readonly secondOpinions?: SecondOpinions;
  /** Asked what policies want to know that only a language model can tell; absent: none is set. */
  readonly ruleJudge?: RuleJudge;
  /** Asked about every request while a person has it switched on. */
  readonly akto?: AktoJoin;
  /** For tests of the failure policy. */
  readonly inspectInline?: Inspect;
}

/** Inspect, then decide: the same for every ingress, both modes and both sides. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #inspectInline: Inspect;
  readonly #history: History;
  readonly #tools = createToolTally();
  readonly #recent = new RecentTurns();
  readonly #cache: FindingCache = createFindingCache();

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#history = createHistory({ ...(options.blockedAgain && { blockedAgain: options.blockedAgain }) });
    this.#inspectInline = options.inspectInline ?? inspect;
  }

  /** At once where everything is known: nobody has to be asked and nothing to be scanned elsewhere. */
  judge(
    exchange: Exchange,
    side: Side,
    parts: readonly Part[],
    place: ScanPlace,
    limits: JudgeLimits = NO_LIMITS,
  ): JudgedSide | Promise<JudgedSide> {
    const { deadlineMs } = limits;
    const leftMs = deadlineMs === undefined ? WITHOUT_END : timer(deadlineMs);
    const call: Call = { exchange, side, parts, limits, facts: factsOf(exchange.repeat, parts), leftMs };
    const inspection = this.#inspect(call, place);
    return inspection instanceof Promise
      ? inspection.then((found) => this.#review(call, found))
      : this.#review(call, inspection);
  }

  #review(call: Call, inspection: Inspection | null): JudgedSide | Promise<JudgedSide> {
    const { exchange, side, parts, leftMs } = call;
    const { secondOpinions } = this.#options;
    const findings = inspection?.findings ?? NO_FINDINGS;
    if (findings.length === 0 || side === 'response' || secondOpinions === undefined) {
      return this.#decide(call, inspection, findings);
    }
    return secondOpinions.review(parts, findings, leftMs()).then((reviewed) => {
      for (const mark of reviewed.marks) exchange.mark(mark);
      return this.#decide(call, inspection, reviewed.findings);
    });
  }

  #decide(call: Call, inspection: Inspection | null, findings: readonly Finding[]): JudgedSide | Promise<JudgedSide> {
    const { exchange, side, parts, facts, leftMs } = call;
    const { only = NO_NAMES, besides = false } = call.limits;
    const { policies: all, exceptions } = this.#options.policies();
    const named = only.length === 0 ? [] : all.filter(({ name }) => only.includes(name));
    if (only.length > 0 && named.length === 0) exchange.mark('unknown-policy');
    const policies = named.length > 0 ? named : all;
    const read = side === 'request' ? exchange.request : exchange.answer;
    const session = exchange.session === null ? null : `${exchange.agent}\n${exchange.session}`;
    const messages = read?.messages ?? [];
    const { calls, errors } = this.#tools.count(session, {
      messages,
      side,
      exchangeId: exchange.dialect.id === 'mcp' ? exchange.id : undefined,
    });
    const input: TurnInput = {
      findings: [...findings, ...this.#inContext(exchange, side, parts, session, facts)],
      side,
      agent: exchange.agent,
      model: exchange.request?.model ?? null,
      policies,
      exceptions,
      now: exchange.startedAt,
      parts,
      messages,
      tools: exchange.request?.tools ?? [],
      session,
      sessionToolCalls: calls,
      sessionToolErrors: errors,
      history: side === 'request' ? this.#history : null,
      released: (item) => this.#options.releases?.isReleased(exchange, item) === true,
      memo: facts?.turn,
      answerTo: side === 'response' ? () => answerTo(exchange) : undefined,
    };
    const incomplete = inspection === null || inspection.partial || exchange.requestUnread;
    const closed = incomplete && side === 'request' && this.#failure(exchange) === 'closed';
    const judge = (given: TurnInput): JudgedSide => {
      const judged = this.#judged(exchange, given);
      return closed ? failedClosed(exchange, judged) : judged;
    };
    const questions = questionsFor(policies, input);
    const { akto } = this.#options;
    const asksAkto = side === 'request' && !besides && akto?.on === true ? akto : null;
    if (questions.length === 0 && asksAkto === null) return this.#passing(exchange, judge(input));
    return this.#asked(exchange, input, { questions, incomplete, akto: asksAkto, judge, leftMs });
  }

  async #asked(
    exchange: Exchange,
    input: TurnInput,
    { questions, incomplete, akto, judge, leftMs }: Asking,
  ): Promise<JudgedSide> {
    const asked =
      questions.length === 0 ? input : await this.#withOpinions(exchange, input, questions, incomplete, leftMs());
    if (akto === null) return this.#passing(exchange, judge(asked));
    return this.#passing(exchange, await joined(akto, exchange, akto.remembering(asked), judge, leftMs()));
  }

  /** Counted in the same breath: of two calls at once only one may take the last of a number of releases. */
  #passing(exchange: Exchange, side: JudgedSide): JudgedSide {
    if (exchange.mode === 'block' && side.verdict.kind !== 'block' && side.verdict.kind !== 'warn') {
      this.#options.releases?.passed(exchange, side.turn.released);
    }
    return side;
  }

  /** Asks nobody about what is denied anyhow, and sends nothing that was not looked through. */
  async #withOpinions(
    exchange: Exchange,
    input: TurnInput,
    questions: readonly LlmQuestion[],
    incomplete: boolean,
    leftMs: number,
  ): Promise<TurnInput> {
    const { side, parts, findings } = input;
    if (parts.length === 0) return input;
    const { verdict, release } = judgeTurn(input).decision;
    if (verdict.kind === 'block' && release === null) return input;
    const opinions = incomplete
      ? { scores: {}, silence: 'unscanned' as const, failure: this.#failure(exchange) }
      : ((await this.#options.ruleJudge?.ask(parts, findings, questions, leftMs)) ?? NO_JUDGE);
    exchange.mark(opinions.silence === null ? 'judged-rules' : SILENCE_MARKS[opinions.silence]);
    // A stream is never held back whole, and only a whole text can be asked about.
    if (side === 'response' && exchange.streamed && exchange.mode === 'block') exchange.mark('judged-after');
    return { ...input, opinions };
  }

  #judged(exchange: Exchange, input: TurnInput): JudgedSide {
    const turn = judgeTurn(input);
    const { actions, verdict, message, release } = turn.decision;
    return {
      findings: turn.findings,
      actions,
      verdict,
      message,
      release,
      parts: input.parts,
      turn,
      denyUneditable: () => denyUneditable(input, turn),
      again: () => this.#passing(exchange, this.#judged(exchange, input)),
    };
  }

  /** Does any policy in force deny or change answers? If not, they need not be held back for a verdict. */
  actsOnAnswers(exchange: Exchange): boolean {
    return deniesAnswers(this.#options.policies().policies, exchange.agent, exchange.request?.model ?? null);
  }

  /** What a streamed answer is judged by while it flows; null: nothing in force stops or masks it, nothing waits. */
  streamRules(exchange: Exchange): StreamRules | null {
    if (exchange.dialect.recordedOnly === true) return null;
    const { policies, exceptions } = this.#options.policies();
    const restores = exchange.requestSide?.turn.restore === true;
    const model = exchange.request?.model ?? null;
    const toolNames = guardsToolNames(policies, exchange.agent, model);
    if (!restores && !toolNames && !guardsStreams(policies, exchange.agent, model)) return null;
    return {
      policies,
      toolNames,
      exceptions,
      released: ({ id }, { rule }) => {
        const content = answerTo(exchange);
        return this.#options.releases?.isReleased(exchange, { policyId: id, rule, content }) === true;
      },
      looking: this.#looking(),
      onFailure: () => (this.#failure(exchange) === 'open' ? null : STREAM_FAILED_CLOSED),
    };
  }

  #failure({ route }: Exchange): 'open' | 'closed' {
    return route.detectorFailure ?? this.#options.failure();
  }

  /** null: the scan failed; the record says so. */
  #inspect(call: Call, place: ScanPlace): Inspection | null | Promise<Inspection | null> {
    const { side, parts, facts } = call;
    if (parts.length === 0) return NOTHING_SCANNED;
    const looking = this.#looking();
    if (facts?.quietWith !== undefined && isSameLooking(facts.quietWith, looking)) return NOTHING_SCANNED;
    const options = { ...looking, side, deadlineMs: call.limits.deadlineMs ?? SCAN_DEADLINE_MS };
    try {
      const { missing, complete } = this.#cache.lookUp(parts, options);
      const scanned = this.#scan(missing, options, place);
      if (!(scanned instanceof Promise)) return inspected(call, looking, complete(scanned));
      return scanned.then((inspection) => inspected(call, looking, complete(inspection))).catch(() => scanFailed(call));
    } catch {
      return scanFailed(call);
    }
  }

  #looking(): Looking {
    return this.#options.looking?.() ?? {};
  }

  /** What parts do not tell one by one. */
  #inContext(
    exchange: Exchange,
    side: Side,
    parts: readonly Part[],
    session: string | null,
    facts: PartFacts | null,
  ): readonly Finding[] {
    if (side === 'response') {
      const asked = exchange.request?.parts ?? NO_PARTS;
      if (facts?.quietAgainst === asked) return NO_FINDINGS;
      const findings = findInAnswer(parts, asked);
      if (facts !== null && findings.length === 0) facts.quietAgainst = asked;
      return findings;
    }
    const said = facts?.said ?? saidIn(parts);
    if (facts !== null) facts.said = said;
    const earlier = this.#recent.before(session, said);
    return said.pieces.length === 0 ? NO_FINDINGS : findSplit(parts, earlier);
  }

  #scan(parts: readonly Part[], options: InspectOptions, place: ScanPlace): Inspection | Promise<Inspection> {
    if (parts.length === 0) return NOTHING_SCANNED;
    const small = sizeOf(parts) <= INLINE_SCAN_CHARS && !(options.custom !== undefined && isHeavy(options.custom));
    if (place === 'inline' && small) return this.#inspectInline(parts, options);
    return this.#options.inspector.inspect(parts, options, { urgent: place === 'inline' });
  }
}

/** One side of one exchange on its way through the judge. */
interface Call {
  readonly exchange: Exchange;
  readonly side: Side;
  readonly parts: readonly Part[];
  readonly limits: JudgeLimits;
  readonly facts: PartFacts | null;
  readonly leftMs: () => number;
}

/** Whom to ask before a decision, and how to decide then. */
interface Asking {
  readonly questions: readonly LlmQuestion[];
  readonly incomplete: boolean;
  readonly akto: AktoJoin | null;
  readonly judge: (input: TurnInput) => JudgedSide;
  readonly leftMs: () => number;
}

const WITHOUT_END = (): number => Infinity;

/** How much is left of so many milliseconds from now on. */
function timer(deadlineMs: number): () => number {
  const startedAt = performance.now();
  return () => deadlineMs - (performance.now() - startedAt);
}

function inspected({ exchange, facts }: Call, looking: Looking, inspection: Inspection): Inspection {
  if (inspection.partial) exchange.mark('partly-scanned');
  else if (facts !== null && inspection.findings.length === 0) facts.quietWith = looking;
  return inspection;
}

function scanFailed({ exchange }: Call): null {
  exchange.mark('scan-failed');
  return null;
}

/** Ours and Akto's. A client that is denied for good by ours does not wait for Akto's. */
async function joined(
  akto: AktoJoin,
  exchange: Exchange,
  input: TurnInput,
  judge: (input: TurnInput) => JudgedSide,
  withinMs: number,
): Promise<JudgedSide> {
  const own = judge(input);
  const joining = { exchange, input, own, judge, withinMs };
  if (exchange.mode === 'log' || own.verdict.kind !== 'block' || own.release !== null) return akto.join(joining);
  akto.alongside(joining);
  return own;
}

const NO_FINDINGS: readonly Finding[] = [];
const NO_PARTS: readonly Part[] = [];
const NO_NAMES: readonly string[] = [];
const NO_LIMITS: JudgeLimits = {};

const NO_JUDGE = { scores: {}, silence: 'off', failure: 'open' } as const;

const SILENCE_MARKS: Readonly<Record<LlmSilence, string>> = {
  off: 'judge-off',
  failed: 'judge-failed',
  busy: 'judge-busy',
  partly: 'judge-partly',
  unscanned: 'judge-partly',
};

function answerTo(exchange: Exchange): string {
  return contentOfAnswer(exchange.requestSide?.turn.contentKey() ?? '');
}

function sizeOf(parts: readonly Part[]): number {
  let size = 0;
  for (const { text } of parts) size += text.length;
  return size;
}
