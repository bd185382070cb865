import { type Mode } from '../../../../shared/domain/index.ts';
import { effectiveMode } from '../../policy/index.ts';
import type { Exchange, FinalState, Judge, Meter, OpenExchanges, Recorder, Statistics } from '../../traffic/index.ts';
import type { CallIdentity, Placement } from '../pairing/index.ts';
import { callExchange, nameAgent } from './call-exchange.ts';
import { type LiveCall, LiveCalls, settle } from './live-call.ts';
import type { GuardrailMessage } from './message.ts';
import { isGuardrail, proxyHostsOf } from './proxy-hosts.ts';
import { denies } from './verdicts.ts';

export interface RecordParts {
  readonly judge: Judge;
  readonly meter: Meter;
  readonly recorder: Recorder;
  readonly statistics: Statistics;
  readonly open: OpenExchanges;
  readonly settings: () => { readonly mode: Mode; readonly collectionModes: Readonly<Record<string, Mode>> };
  /** Hosts, with port, under which LiteLLM is reached: as a record's host they name nobody. */
  readonly proxyHosts: () => readonly string[];
}

const MAX_LIVE_BYTES = 64 * 1024 * 1024;

/** The exchanges of calls that are being told: opened with their first message, closed with the last, once each. */
export class CallRecords {
  readonly live = new LiveCalls(MAX_LIVE_BYTES);
  readonly #parts: RecordParts;
  readonly #closing = new Set<Promise<void>>();

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** Resolves when every record that was closed is written. */
  async whenClosed(): Promise<void> {
    await Promise.all(this.#closing);
  }

  /** `asked`: the mode the call was in, where that is known better than from the settings. */
  open(placed: Placement, message: GuardrailMessage, marks: readonly string[] = [], asked?: Mode): LiveCall {
    const { recorder, statistics, settings, proxyHosts, open } = this.#parts;
    const { mode, collectionModes } = settings();
    const hosts = proxyHostsOf(message, proxyHosts());
    const exchange = callExchange({ message, identity: placed.identity, proxyHosts: hosts, mode });
    exchange.mode = asked ?? effectiveMode(mode, collectionModes, exchange.agent);
    for (const mark of marks) exchange.mark(mark);
    const call: LiveCall = {
      id: placed.exchange,
      exchange,
      isGateways: !placed.isNew,
      closed: !placed.isNew,
      answers: new Map(),
      policyNames: message.policyNames,
      lastPieceAt: null,
      status: message.status,
      toolNames: new Set(),
      settled: false,
      oneSided: isGuardrail(message) && placed.isNew,
      bytes: 0,
    };
    this.live.add(call);
    if (call.isGateways) {
      this.#learnForGateway(placed.exchange, exchange);
      return call;
    }
    statistics.countExchange();
    recorder.open(exchange);
    open.told(exchange);
    return call;
  }

  /** The gateway has this exchange and records it; who sent it a hook may know better. */
  #learnForGateway(id: string, told: Exchange): void {
    const gateways = this.#parts.open.get(id)?.exchange;
    if (gateways === undefined) return;
    gateways.mark('seen-by-hook');
    if (gateways.agentSource !== 'host' || told.agentSource === 'host') return;
    gateways.agent = told.agent;
    gateways.agentSource = told.agentSource;
    this.#parts.recorder.agentKnown(gateways);
  }

  rename(call: LiveCall, identity: CallIdentity, message: GuardrailMessage): void {
    const hosts = proxyHostsOf(message, this.#parts.proxyHosts());
    if (!nameAgent(call.exchange, message, identity, hosts)) return;
    if (call.isGateways) this.#learnForGateway(call.id, call.exchange);
    else this.#parts.recorder.agentKnown(call.exchange);
  }

  giveUp(call: LiveCall, isLiteLLM: boolean): void {
    if (call.closed) return;
    // A stream that was judged in pieces, or an answer that was: it has ended, nobody says more.
    if (isLiteLLM && call.exchange.answer === null) call.exchange.mark('no-record');
    this.close(call, 'complete');
  }

  close(call: LiveCall, state: FinalState): void {
    if (call.closed) return;
    call.closed = true;
    call.lastPieceAt = null;
    const closing = this.#finish(call, state)
      // What cannot even be recorded must not end the engine.
      .catch(() => undefined)
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  /** Judges what nobody asked about, then writes the end of the record. */
  async #finish(call: LiveCall, state: FinalState): Promise<void> {
    const { exchange, policyNames: only } = call;
    const { judge, meter, recorder, open } = this.#parts;
    open.add(exchange);
    open.answered(exchange);
    try {
      if (exchange.requestSide === null) {
        const parts = exchange.request?.parts ?? [];
        exchange.requestSide = await judge.judge(exchange, 'request', parts, 'worker', { only });
        settle(call, exchange.mode === 'log' ? 'forwarded-as-received' : 'forwarded');
      }
      if (exchange.aktoPending !== null) await exchange.aktoPending;
      const answer = exchange.answer?.parts ?? [];
      exchange.responseSide ??= await judge.judge(exchange, 'response', answer, 'worker', { only });
      exchange.status = state === 'blocked' ? 403 : exchange.marks.has('no-record') ? null : call.status;
      if (state !== 'blocked') exchange.upstreamStatus = exchange.status;
      const verdicts = [exchange.requestSide.verdict, exchange.responseSide.verdict];
      // Of what nobody asked about the verdict comes when nothing can be stopped any more.
      const late = exchange.mode === 'block' && state === 'complete' && verdicts.some(({ kind }) => denies(kind));
      if (late) exchange.mark('judged-late');
      exchange.requestSide.turn.vault.clear();
      await meter.measure(exchange);
      recorder.close(exchange, state);
    } catch {
      // Nobody waits for it. It has its end, and says that it could not be judged.
      exchange.mark('scan-failed');
      exchange.status ??= state === 'blocked' ? 403 : call.status;
      recorder.close(exchange, state);
    } finally {
      open.remove(exchange);
      this.live.letGo(call);
    }
  }
}
