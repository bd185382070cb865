/**
 * The engine, killed with SIGKILL again and again while exchanges pass through it and go to Akto, and what became of
 * each of them: in the store, at Akto, and on our record of the delivery.
 */
import { type ChildProcess, spawn } from 'node:child_process';

import type { OutboxEntry } from '../../../../shared/domain/index.ts';
import { openStore } from '../../store/index.ts';
import { startOpenAiUpstream } from '../../test-support/openai-upstream.ts';
import { exchangeOf, startAktoServer } from './strict-akto.ts';

export interface KillPlan {
  readonly kills: number;
  /** Answered to clients, over all lives of the engine; a few more, as there are several clients. */
  readonly exchanges: number;
  /** The engine's entry: a source file or a bundle. */
  readonly entry: string;
  /** Empty, and left behind for the caller. */
  readonly folder: string;
  /** 0..1; the same numbers give the same moments. */
  readonly random: () => number;
  /** The longest life, in ms after the engine has begun to serve. */
  readonly longestLifeMs: number;
  readonly onKill?: (kills: number) => void;
}

export interface KillReport {
  readonly kills: number;
  readonly answered: number;
  /** Ended exchanges in the store; the last 50 ms before a kill may be missing (they were not committed). */
  readonly stored: number;
  /** In the store and not at Akto: must be 0. */
  readonly lost: number;
  /** At Akto and not in the store: must be 0, everything is committed before it is sent. */
  readonly unknown: number;
  /** Exchanges Akto took more than once. */
  readonly twice: number;
  /** Of these: how many are not marked so often on our record: must be 0. */
  readonly unmarked: number;
  /** Taken twice by one life of the engine: must be 0. */
  readonly withinALife: number;
  /** The most batches of one life that were repeated later: at most 2 are in flight. */
  readonly mostBatchesRepeated: number;
  /** Repeats as the outbox counts them. */
  readonly repeats: number;
  readonly notDelivered: number;
}

const AGENTS = ['search-agent', 'billing-bot', 'hr-assistant', 'code-reviewer', 'doc-summarizer'];
const CLIENTS = 8;
/** Akto takes its time, so that batches are in flight when the engine dies. */
const AKTO_MS = 60;
const DRAIN_MS = 600_000;

export async function killAgain(plan: KillPlan): Promise<KillReport> {
  const akto = await startAktoServer();
  akto.fault = () => ({ kind: 'slow', ms: AKTO_MS });
  const upstream = await startOpenAiUpstream();
  const lives: number[] = [];
  let answered = 0;
  let engine: Life | null = null;
  const begin = async (): Promise<Life> => {
    lives.push(performance.now());
    engine = await startLife(plan, akto.url, upstream.url);
    return engine;
  };
  try {
    const perLife = Math.ceil(plan.exchanges / (plan.kills + 1));
    for (let kill = 1; kill <= plan.kills; kill += 1) {
      const life = await begin();
      const until = Math.min(plan.exchanges, answered + perLife);
      const load = ask(
        life.url,
        () => answered < until && life.alive(),
        () => (answered += 1),
      );
      await new Promise((resolve) => setTimeout(resolve, plan.random() * plan.longestLifeMs));
      await life.kill();
      await load;
      plan.onKill?.(kill);
    }
    const last = await begin();
    await ask(
      last.url,
      () => answered < plan.exchanges,
      () => (answered += 1),
    );
    const entries = await drained(last, plan.folder, () => new Set(akto.records.map(exchangeOf)).size);
    return { kills: plan.kills, answered, ...judge(entries, akto.calls, lives) };
  } finally {
    await (engine as Life | null)?.kill();
    await upstream.close();
    await akto.close();
  }
}

interface Life {
  readonly url: string;
  readonly alive: () => boolean;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

async function startLife({ entry, folder }: KillPlan, aktoUrl: string, upstream: string): Promise<Life> {
  const { PATH = '', HOME = '' } = process.env;
  const args = ['serve', '--port', '0', '--ui-port', '0', '--data', folder, '--mode', 'log', '--sync', 'on'];
  const child: ChildProcess = spawn(process.execPath, ['--', entry, ...args, '--upstream', upstream], {
    env: { PATH, HOME, DATA_INGESTION_SERVICE_URL: aktoUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const alive = () => child.exitCode === null && child.signalCode === null;
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      const [, address] = /listens on (\S+)[\s\S]*Window: /.exec(seen) ?? [];
      if (address !== undefined) resolve(address);
    });
    void gone.then(() => reject(new Error(`the engine ended before it served: ${seen}`)));
  });
  return {
    url,
    alive,
    async kill(signal = 'SIGKILL') {
      if (alive()) child.kill(signal);
      await gone;
    },
  };
}

/** A few clients, each asks again when it was answered. What dies with the engine was not answered. */
async function ask(url: string, goOn: () => boolean, onAnswer: () => void): Promise<void> {
  let number = 0;
  const client = async (): Promise<void> => {
    while (goOn()) {
      number += 1;
      const agent = AGENTS[number % AGENTS.length] ?? 'agent';
      try {
        const answer = await fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-agent-name': agent },
          body: JSON.stringify({ model: 'gpt-made-up', messages: [{ role: 'user', content: `Question ${number}.` }] }),
        });
        await answer.text();
        if (answer.ok) onAnswer();
      } catch {
        if (!goOn()) return;
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** What the outbox holds once nothing waits and the last engine has ended as it should. */
async function drained(engine: Life, folder: string, atAkto: () => number): Promise<readonly OutboxEntry[]> {
  let before = -1;
  for (const end = performance.now() + DRAIN_MS; performance.now() < end;) {
    const now = atAkto();
    // Batches are at most a second apart: nothing new for three of them means that nothing waits.
    if (now === before) break;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
  await engine.kill('SIGTERM');
  const store = await openStore({ folder, modeOverrides: {} });
  try {
    const entries: OutboxEntry[] = [];
    for (const view of ['waiting', 'rejected', 'delivered', 'left-out'] as const) {
      let after: number | undefined;
      for (;;) {
        const page = await store.reader.listOutbox({ view, after, limit: 1_000 });
        entries.push(...page.entries);
        after = page.entries.at(-1)?.seq;
        if (!page.hasMore) break;
      }
    }
    return entries;
  } finally {
    await store.dispose();
  }
}

function judge(
  entries: readonly OutboxEntry[],
  calls: Awaited<ReturnType<typeof startAktoServer>>['calls'],
  lives: readonly number[],
): Omit<KillReport, 'kills' | 'answered'> {
  const lifeOf = (at: number) => lives.findLastIndex((begun) => begun <= at);
  /** The calls that brought an exchange, in order. */
  const broughtBy = new Map<string, number[]>();
  for (const [number, call] of calls.entries()) {
    if (!call.taken) continue;
    for (const id of new Set(call.exchanges)) broughtBy.set(id, [...(broughtBy.get(id) ?? []), number]);
  }
  const marked = new Map(entries.map(({ id, repeats }) => [id, repeats]));
  const twice = [...broughtBy].filter(([, numbers]) => numbers.length > 1);
  const repeatedBatches = new Map<number, Set<number>>();
  let withinALife = 0;
  for (const [, numbers] of twice) {
    const inLives = numbers.map((number) => lifeOf(calls[number]?.at ?? 0));
    if (new Set(inLives).size < inLives.length) withinALife += 1;
    for (const [index, number] of numbers.slice(0, -1).entries()) {
      const life = inLives[index] ?? -1;
      repeatedBatches.set(life, (repeatedBatches.get(life) ?? new Set()).add(number));
    }
  }
  return {
    stored: entries.length,
    lost: entries.filter(({ id }) => !broughtBy.has(id)).length,
    unknown: [...broughtBy.keys()].filter((id) => !marked.has(id)).length,
    twice: twice.length,
    unmarked: twice.filter(([id, numbers]) => (marked.get(id) ?? 0) < numbers.length - 1).length,
    withinALife,
    mostBatchesRepeated: Math.max(0, ...[...repeatedBatches.values()].map(({ size }) => size)),
    repeats: entries.reduce((sum, { repeats }) => sum + repeats, 0),
    notDelivered: entries.filter(({ state }) => state !== 'delivered').length,
  };
}

/** Numbers in 0..1 from a seed (mulberry32), so that a run can be had again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
