import type { Policy, PolicyException } from '../../../shared/domain/index.ts';
import { type InspectOptions, inspect } from '../detectors/index.ts';
import {
  type Denial,
  type GuardedInspect,
  type Holdback,
  type HoldbackWindow,
  type Restoring,
  type TextGuard,
  type TextGuardStep,
  createHoldback,
  inspectWithGuards,
} from '../dialects/index.ts';
import {
  type Decision,
  type StreamGuardOptions,
  type Vault,
  createRestoring,
  createStreamGuard,
  createVault,
  judgeToolName,
} from '../policy/index.ts';
import type { Exchange } from './exchange.ts';

export interface StreamRules {
  readonly policies: readonly Policy[];
  readonly exceptions: readonly PolicyException[];
  /** A policy has a word on which tools an answer may call. */
  readonly toolNames: boolean;
  /** Whether a person has released what this policy would warn of. */
  readonly released: NonNullable<StreamGuardOptions['released']>;
  readonly looking: Pick<InspectOptions, 'persons' | 'spareTestValues' | 'custom'>;
  /** What a scan that failed means: null lets the text go on. */
  readonly onFailure: () => Decision | null;
}

/**
 * Stands between an upstream's stream and the client in Block mode, where a policy stops or masks answers or originals
 * are put back. Lets out everything but the tail that may still become a finding. Bytes go out as they came, and in the
 * chunks in which they came unless a tail waited, until something is masked or the stream is cut.
 */
export class StreamGate {
  readonly #exchange: Exchange;
  readonly #holdback: Holdback;
  readonly #guarded: GuardedInspect<Decision>;
  /** Placeholders of what is masked in this answer, numbered through all of its texts. */
  readonly #masks: Vault = createVault();
  /** Where the upstream's chunks ended, in bytes of its stream, as far as they have not gone out. */
  readonly #borders: number[] = [];
  #came = 0;
  #went = 0;

  constructor(exchange: Exchange, rules: StreamRules) {
    const { dialect, requestSide } = exchange;
    const turn = requestSide?.turn;
    const restoring =
      turn?.restore === true ? noticing(createRestoring(turn.vault), () => exchange.mark('answer-restored')) : null;
    // A placeholder of the request must keep its meaning.
    this.#masks.avoid(turn?.edits.map(({ replacement }) => replacement) ?? []);
    this.#exchange = exchange;
    this.#guarded = inspectWithGuards<Decision>((text) => guardOfText(exchange, rules, this.#masks, text), restoring);
    this.#holdback = createHoldback({
      dialect,
      inspect: this.#guarded.inspect,
      toolNames: rules.toolNames,
    });
  }

  /** The decision that ended the stream; null as long as none did. */
  get denied(): Decision | null {
    return this.#holdback.cut ? this.#guarded.verdict() : null;
  }

  /** What may go to the client now, chunk by chunk. */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#came += chunk.length;
    this.#borders.push(this.#came);
    return this.#chunks(this.#holdback.push(chunk));
  }

  /** The upstream has ended. */
  end(): Uint8Array[] {
    return this.#chunks(this.#holdback.end());
  }

  /** What ends the stream for the client when it was cut; '': the connection is closed. */
  cutBytes(denial: Denial): string {
    return this.#holdback.cutBytes(denial);
  }

  /** Nothing more goes through. Says on the record what was done. */
  dispose(): void {
    const { masked, partial, cut } = this.#holdback;
    if (masked && this.#masks.size > 0) this.#exchange.mark('answer-masked');
    if (partial) this.#exchange.mark('partly-scanned');
    if (cut) this.#exchange.mark('stream-cut');
    this.#masks.clear();
  }

  /** Cut where the upstream's chunks were, as long as what goes out is byte for byte what came. */
  #chunks(bytes: Uint8Array): Uint8Array[] {
    if (bytes.length === 0) return [];
    if (this.#holdback.masked) return [bytes];
    const chunks: Uint8Array[] = [];
    let from = 0;
    while (from < bytes.length) {
      while ((this.#borders[0] ?? Infinity) <= this.#went) this.#borders.shift();
      const until = Math.min(bytes.length, from + (this.#borders[0] ?? Infinity) - this.#went);
      chunks.push(bytes.subarray(from, until));
      this.#went += until - from;
      from = until;
    }
    return chunks;
  }
}

function guardOfText(
  exchange: Exchange,
  { policies, exceptions, looking, released, onFailure }: StreamRules,
  vault: Vault,
  { channel, role, kind, leaf }: Pick<HoldbackWindow, 'channel' | 'role' | 'kind' | 'leaf'>,
): TextGuard<Decision> {
  const { agent, startedAt: now } = exchange;
  const judging = { policies, exceptions, released, agent, model: exchange.request?.model ?? null, now };
  if (kind === 'tool-name') return guardOfToolName((name) => judgeToolName(name, channel, judging));
  const guard = createStreamGuard({
    ...judging,
    pointer: channel,
    role,
    kind,
    ...(leaf && { leaf }),
    vault,
    inspect: (parts, options) => inspect(parts, { ...options, ...looking }),
  });
  return withFailurePolicy(guard, () => {
    exchange.mark('scan-failed');
    return onFailure();
  });
}

/** A name comes whole: it goes on, or the stream ends before it. */
function guardOfToolName(judge: (name: string) => Decision | null): TextGuard<Decision> {
  return {
    push(name) {
      const verdict = judge(name);
      return verdict === null ? { release: name.length } : { release: 0, verdict };
    },
    end: () => ({ release: 0 }),
  };
}

/** A scan that throws ends the guarding of its text, not the stream: what is left goes on, or the stream is cut. */
function withFailurePolicy(guard: TextGuard<Decision>, onFailure: () => Decision | null): TextGuard<Decision> {
  let held = 0;
  let failed = false;
  const step = (more: number, next: () => TextGuardStep<Decision>): TextGuardStep<Decision> => {
    held += more;
    if (failed) return release(held);
    try {
      const result = next();
      held -= result.release;
      return result;
    } catch {
      failed = true;
      const verdict = onFailure();
      return verdict === null ? release(held) : { release: 0, verdict };
    }
  };
  const release = (units: number): TextGuardStep<Decision> => {
    held = 0;
    return { release: units };
  };
  return { push: (text) => step(text.length, () => guard.push(text)), end: () => step(0, () => guard.end()) };
}

/** Tells whether an original was put back. */
function noticing(restoring: Restoring, onRestored: () => void): Restoring {
  return {
    pending: (text, as) => restoring.pending(text, as),
    edits(text, as) {
      const edits = restoring.edits(text, as);
      if (edits.length > 0) onRestored();
      return edits;
    },
  };
}
