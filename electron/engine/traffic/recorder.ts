import { type VerdictKind, verdictRank, ALLOW, type Verdict } from '../../../shared/domain/index.ts';
import { maskEvidence } from '../detectors/index.ts';
import type { CloseRecord, FindingRecord, MessageRecord, Store } from '../store/index.ts';
import type { Exchange, FinalState, JudgedSide } from './exchange.ts';

/** Turns exchanges into records. Recording switched off: nothing reaches the store, it is only counted. */
export class Recorder {
  readonly #store: Store;
  readonly #recording: () => boolean;
  readonly #onBlocked: (exchange: Exchange) => void;
  #unrecorded = 0;

  /** `onBlocked`: of what is recorded, what was denied. */
  constructor(store: Store, recording: () => boolean, onBlocked: (exchange: Exchange) => void) {
    this.#store = store;
    this.#recording = recording;
    this.#onBlocked = onBlocked;
  }

  get unrecorded(): number {
    return this.#unrecorded;
  }

  open(exchange: Exchange): void {
    exchange.recorded = this.#recording();
    if (!exchange.recorded) {
      this.#unrecorded += 1;
      return;
    }
    this.#store.open({
      id: exchange.id,
      startedAt: exchange.startedAt,
      ingress: exchange.ingress,
      agent: exchange.agent,
      agentSource: exchange.agentSource,
      session: exchange.session,
      dialect: exchange.dialect.id,
      method: exchange.target.method,
      path: exchange.target.path,
      operation: exchange.request?.operation ?? null,
      model: exchange.request?.model ?? null,
      mode: exchange.mode,
      streamed: exchange.request?.stream ?? false,
      requestBytes: exchange.requestMessage.sizeBytes,
    });
  }

  /** The agent became known after the record was opened, maybe after it was closed. */
  agentKnown(exchange: Exchange): void {
    if (exchange.recorded) {
      this.#store.setAgent({ id: exchange.id, agent: exchange.agent, agentSource: exchange.agentSource });
    }
  }

  close(exchange: Exchange, state: FinalState): void {
    exchange.state = state;
    exchange.durationMs ??= exchange.elapsedMs();
    if (!exchange.recorded) return;
    if (state === 'blocked') this.#onBlocked(exchange);
    this.#store.close(toCloseRecord(exchange, state, exchange.durationMs));
  }
}

/** What the store is told at the end. */
export function toCloseRecord(exchange: Exchange, state: FinalState, durationMs: number): CloseRecord {
  const { requestSide, responseSide } = exchange;
  return {
    id: exchange.id,
    mode: exchange.mode,
    session: exchange.session,
    state,
    status: exchange.status,
    upstreamStatus: exchange.upstreamStatus,
    model: exchange.request?.model ?? exchange.answer?.model ?? null,
    verdict: strictest(requestSide?.verdict ?? ALLOW, responseSide?.verdict ?? ALLOW),
    findings: [...records(requestSide, exchange.requestMessage), ...records(responseSide, exchange.responseMessage)],
    inputTokens: exchange.measured.inputTokens,
    outputTokens: exchange.measured.outputTokens,
    costUsd: exchange.measured.costUsd,
    priceDate: exchange.measured.priceDate,
    durationMs,
    firstByteMs: exchange.firstByteMs,
    gateMs: exchange.gateMs,
    responseBytes: exchange.responseBytes,
    akto: exchange.akto,
    ...(exchange.caller === null ? {} : { caller: exchange.caller }),
    streamed: exchange.streamed,
    marks: [...exchange.marks],
    request: exchange.requestMessage,
    response: exchange.responseMessage,
  };
}

function records(side: JudgedSide | null, message: MessageRecord): FindingRecord[] {
  if (side === null || side.findings.length === 0) return [];
  const texts = new Map(side.parts.map((part) => [part.pointer, part.text]));
  return side.findings.map((finding, index) => {
    const text = texts.get(finding.pointer) ?? message.body ?? '';
    const { policy, action } = side.actions[index] ?? { policy: null, action: 'allow' as VerdictKind };
    return { ...finding, policy, action, evidence: maskEvidence(finding.type, text.slice(finding.start, finding.end)) };
  });
}

export function strictest(first: Verdict, second: Verdict): Verdict {
  return verdictRank(second.kind) > verdictRank(first.kind) ? second : first;
}
