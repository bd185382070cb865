import { randomFillSync } from 'node:crypto';

import { v7 as uuidv7 } from 'uuid';

import type {
  AgentSource,
  AktoOpinion,
  Caller,
  DialectId,
  ExchangeState,
  Finding,
  HeaderList,
  Ingress,
  Mode,
  Part,
  Verdict,
  VerdictKind,
} from '../../../shared/domain/index.ts';
import type { Dialect, ParsedAnswer, ParsedRequest, RequestTarget } from '../dialects/index.ts';
import type { Decision, FindingAction, Turn } from '../policy/index.ts';
import type { MessageRecord } from '../store/index.ts';
import type { UpstreamTimeouts } from '../upstream/index.ts';
import type { Repeat } from './repeat.ts';

/** Where an exchange is forwarded to, and what that means for it. */
export interface Route {
  /** null: the default upstream. */
  readonly name: string | null;
  readonly origin: string;
  /** Path of the base URL, without a slash at its end. */
  readonly basePath: string;
  /** Host with port as written: names the agent when nothing else does. */
  readonly host: string;
  readonly isLiteLLM: boolean;
  /** What of a request's path chose the route and goes no further, e.g. `/via/openai`. */
  readonly prefix: string;
  /** metadata.agent_name and x-agent-name go no further. */
  readonly dropAgentMetadata: boolean;
  /** How to read what its paths do not tell; null: by the body's shape. */
  readonly dialect: DialectId | null;
  /** Set on what is forwarded, over the client's own. */
  readonly headers: HeaderList;
  readonly timeouts: Partial<UpstreamTimeouts>;
  /** What a scan that failed means here; null: as everywhere. */
  readonly detectorFailure: 'open' | 'closed' | null;
}

/** A route on which nothing is out of the ordinary. */
export const ORDINARY_ROUTE = {
  prefix: '',
  dropAgentMetadata: false,
  dialect: null,
  headers: [],
  timeouts: {},
  detectorFailure: null,
} as const satisfies Partial<Route>;

/** One side of an exchange after it was judged. */
export interface JudgedSide {
  readonly findings: readonly Finding[];
  readonly actions: readonly FindingAction[];
  readonly verdict: Verdict;
  /** For the client, when the verdict denies. */
  readonly message: string;
  readonly parts: readonly Part[];
  /** How a person may release it; null: nobody may, or no need. */
  readonly release: Decision['release'];
  /** What is to be edited, and how the session's history learns what became of it. */
  readonly turn: Turn;
  /** The decision instead, when the edits turn out to be impossible on the wire. */
  readonly denyUneditable: () => Decision;
  /** The same text judged again, after something was released. */
  readonly again: () => JudgedSide;
}

/** Tokens and money of an exchange. */
export interface Measured {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  readonly priceDate: string | null;
}

const UNMEASURED: Measured = { inputTokens: null, outputTokens: null, costUsd: null, priceDate: null };

export type FinalState = Exclude<ExchangeState, 'open' | 'interrupted'>;

/**
 * One request and its answer while they are in flight: what is known so far, in the order in which the pipeline
 * learns it. Only the pipeline writes to it; the store gets records made from it (recorder.ts).
 */
export class Exchange {
  readonly id = uuidv7({ rng: randomSixteen });
  readonly startedAt = Date.now();
  readonly #clock = performance.now();

  readonly ingress: Ingress;
  readonly route: Route;
  readonly target: RequestTarget;
  readonly requestHeaders: HeaderList;

  mode: Mode;
  agent: string;
  agentSource: AgentSource = 'host';
  session: string | null = null;
  dialect: Dialect;
  request: ParsedRequest | null = null;
  requestMessage: MessageRecord;
  requestSide: JudgedSide | null = null;
  /** The request is being judged while its answer flows (Log mode). */
  requestJudging: Promise<JudgedSide> | null = null;
  /** Some of the request could not be read, and so is not judged: an unknown or broken encoding, or more than we keep. */
  requestUnread = false;
  /** Its body came before, word for word. */
  repeat: Repeat | null = null;

  answer: ParsedAnswer | null = null;
  responseMessage: MessageRecord = EMPTY_MESSAGE;
  responseSide: JudgedSide | null = null;
  /** Who sat where; null: nobody said. */
  caller: Caller | null = null;
  /** What Akto's own service said of the request; null: it was not asked, or has not answered yet. */
  akto: AktoOpinion | null = null;
  /** Set while its answer is on the way though the request is decided already. */
  aktoPending: Promise<void> | null = null;
  responseBytes = 0;
  measured: Measured = UNMEASURED;
  streamed = false;

  state: ExchangeState = 'open';
  status: number | null = null;
  upstreamStatus: number | null = null;
  firstByteMs: number | null = null;
  gateMs: number | null = null;
  durationMs: number | null = null;
  readonly marks = new Set<string>();
  /** Recording was on when it began. */
  recorded = true;

  constructor(init: {
    ingress: Ingress;
    route: Route;
    target: RequestTarget;
    headers: HeaderList;
    mode: Mode;
    dialect: Dialect;
  }) {
    this.ingress = init.ingress;
    this.route = init.route;
    this.target = init.target;
    this.requestHeaders = init.headers;
    this.mode = init.mode;
    this.dialect = init.dialect;
    this.agent = init.route.host;
    this.requestMessage = { ...EMPTY_MESSAGE, headers: init.headers };
  }

  /** Milliseconds since the request arrived. */
  elapsedMs(): number {
    return performance.now() - this.#clock;
  }

  mark(word: string): void {
    this.marks.add(word);
  }
}

/** Whether a client in Block mode gets a denial for it. */
export function denies(kind: VerdictKind): boolean {
  return kind === 'block' || kind === 'warn';
}

/** Random bytes are fetched for many ids at once: a call for each took as long as all the rest of an id. */
const random = new Uint8Array(16 * 256);
let randomUsed = random.length;

function randomSixteen(): Uint8Array {
  if (randomUsed === random.length) {
    randomFillSync(random);
    randomUsed = 0;
  }
  randomUsed += 16;
  return random.subarray(randomUsed - 16, randomUsed);
}

export const EMPTY_MESSAGE: MessageRecord = {
  headers: [],
  body: null,
  bodyKind: 'none',
  sizeBytes: 0,
  truncated: false,
};
