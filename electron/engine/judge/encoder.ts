/** An encoder model of the user's as judge, run by an onnxruntime-node of the user's: the package would triple ours. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import { SluiceError } from '../../../shared/errors.ts';
import type { SecondJudge } from './opinion.ts';
import { WordPieces } from './word-pieces.ts';

export interface EncoderOptions {
  /** The .onnx file: inputs input_ids, attention_mask and, where it has it, token_type_ids; output logits of two classes, the second an attack. `vocab.txt` beside it. */
  readonly model: string;
  /** Folder of the onnxruntime-node package, as `npm install onnxruntime-node` makes it. */
  readonly runtime: string;
  readonly deadlineMs: number;
  readonly failure: 'open' | 'closed';
}

/** What of onnxruntime-common's API is used (onnxruntime.ai/docs/api/js). */
export interface Runtime {
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: { create(path: string, options?: object): Promise<Session> };
}

interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(
    feeds: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, { readonly data: ArrayLike<number> }>>>;
  release?(): Promise<void>;
}

/** detection.md: 256 tokens take 43 ms, 512 take 125 ms; a window of 1,000 characters has about 250. */
const LONGEST = 256;

interface Loaded {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly words: WordPieces;
}

/** Loads at the first question; a failed load is tried again with the next. */
export function createEncoder({ model, runtime: folder, deadlineMs, failure }: EncoderOptions): SecondJudge {
  let loading: Promise<Loaded> | null = null;
  const load = (): Promise<Loaded> => {
    loading ??= loadAll(folder, model).catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  return {
    name: 'encoder',
    deadlineMs,
    failure,
    async ask({ text }, signal) {
      const { runtime, session, words } = await load();
      // Loading took its time: what nobody waits for is not computed.
      signal.throwIfAborted();
      const ids = words.encode(text, LONGEST);
      const tensor = (of: (id: number) => number): unknown =>
        new runtime.Tensor(
          'int64',
          BigInt64Array.from(ids, (id) => BigInt(of(id))),
          [1, ids.length],
        );
      const all: Readonly<Record<string, unknown>> = {
        input_ids: tensor((id) => id),
        attention_mask: tensor(() => 1),
        token_type_ids: tensor(() => 0),
      };
      const feeds = Object.fromEntries(session.inputNames.map((name) => [name, all[name]]));
      const answer = await session.run(feeds);
      const [innocent, attack] = Array.from(answer[session.outputNames[0] ?? '']?.data ?? []);
      if (innocent === undefined || attack === undefined || !Number.isFinite(attack - innocent)) {
        throw new SluiceError('internal', 'The encoder model has no two classes.');
      }
      return 1 / (1 + Math.exp(innocent - attack));
    },
    async close() {
      const loaded = await loading?.catch(() => null);
      await loaded?.session.release?.();
    },
  };
}

async function loadAll(folder: string, model: string): Promise<Loaded> {
  try {
    const runtime = createRequire(join(resolve(folder), 'package.json'))(resolve(folder)) as Runtime;
    const words = new WordPieces(await readFile(join(dirname(model), 'vocab.txt'), 'utf8'));
    const session = await runtime.InferenceSession.create(resolve(model), { intraOpNumThreads: 1 });
    return { runtime, session, words };
  } catch (error) {
    throw new SluiceError('invalid_setting', 'The encoder or its runtime cannot be loaded.', { cause: error });
  }
}
