/**
 * Goal P13: 6 KB exchanges a second through the store's front door, none lost. `node bench/store.ts [seconds]`.
 * Records are made beforehand, handed over as fast as whenRoom lets, and counted again in the closed database.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import {
  type CloseRecord,
  type OpenRecord,
  type Store,
  openReadOnly,
  openStore,
} from '../electron/engine/store/index.ts';
import { ALLOW } from '../shared/domain/index.ts';

const VOCABULARY = (
  'please summarise the quarterly report for our customers and list every open question with an owner a date and the ' +
  'reason why it was not answered before then write the minutes of the meeting in plain words the agent should call ' +
  'search with the right arguments wait for its result and explain what follows from it for pricing shipping support'
).split(' ');

/** Small, seeded: the same run every time (a linear congruential generator, Numerical Recipes' constants). */
let seed = 7;
function random(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

function prose(length: number): string {
  let text = '';
  while (text.length < length)
    text += `${VOCABULARY[random(VOCABULARY.length)]}${random(9) === 0 ? `, ${random(100_000)}` : ''} `;
  return text;
}

const HEADERS: CloseRecord['request']['headers'] = [
  ['Host', '127.0.0.1:4141'],
  ['Authorization', 'Bearer made-up-credential-of-the-bench'],
  ['Content-Type', 'application/json'],
  ['User-Agent', 'OpenAI/JS 7.57.0'],
  ['x-stainless-lang', 'js'],
  ['Accept', 'application/json'],
];

interface Exchange {
  readonly open: OpenRecord;
  readonly close: CloseRecord;
}

function makeExchange(index: number): Exchange {
  const id = crypto.randomUUID();
  const asked = JSON.stringify({
    model: 'gpt-5',
    messages: [
      { role: 'system', content: prose(1_000) },
      { role: 'user', content: prose(2_800) },
    ],
  });
  const answered = JSON.stringify({
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: prose(1_900) } }],
    usage: { prompt_tokens: 940, completion_tokens: 470, total_tokens: 1_410 },
  });
  const message = (body: string) => ({
    headers: HEADERS,
    body,
    bodyKind: 'json' as const,
    sizeBytes: body.length,
    truncated: false,
  });
  return {
    open: {
      id,
      startedAt: Date.now(),
      ingress: 'gateway',
      agent: `agent-${index % 20}`,
      agentSource: 'metadata',
      session: null,
      dialect: 'openai-chat',
      method: 'POST',
      path: '/v1/chat/completions',
      operation: null,
      model: 'gpt-5',
      mode: 'log',
      streamed: false,
      requestBytes: asked.length,
    },
    close: {
      id,
      mode: 'block',
      session: null,
      state: 'complete',
      status: 200,
      upstreamStatus: 200,
      model: 'gpt-5',
      verdict: ALLOW,
      findings: [],
      inputTokens: 940,
      akto: null,
      costUsd: null,
      priceDate: null,
      outputTokens: 470,
      durationMs: 812.4,
      firstByteMs: 240.1,
      gateMs: 0.31,
      responseBytes: answered.length,
      streamed: false,
      marks: [],
      request: message(asked),
      response: message(answered),
    },
  };
}

/** As the engine does it: an exchange ends a while after others have begun. */
async function drive(store: Store, exchanges: readonly Exchange[]): Promise<void> {
  const underWay = 32;
  for (let index = 0; index < exchanges.length + underWay; index += 1) {
    const [begins, ends] = [exchanges[index], exchanges[index - underWay]];
    if (begins !== undefined) store.open(begins.open);
    if (ends !== undefined) store.close(ends.close);
    if (index % 32 === 0) {
      await store.whenRoom();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await store.flush();
}

const seconds = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-store-'));
try {
  const store = await openStore({ folder, modeOverrides: {} });
  let rows = 0;
  store.onCommit((event) => {
    rows += event.rows.length;
  });
  const pool = Array.from({ length: 2_000 }, (_, index) => makeExchange(index));
  const bytes =
    pool.reduce((sum, { close }) => sum + close.request.sizeBytes + close.response.sizeBytes, 0) / pool.length;
  const fresh = (round: number) =>
    pool.map(({ open, close }, index): Exchange => {
      const id = `${round}-${index}-${open.id}`.slice(0, 36);
      return { open: { ...open, id }, close: { ...close, id } };
    });
  await drive(store, fresh(0));
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  let stored = 0;
  for (let round = 1; performance.now() - began < seconds * 1_000; round += 1) {
    await drive(store, fresh(round));
    stored += pool.length;
  }
  const elapsed = (performance.now() - began) / 1_000;
  const used = process.cpuUsage(cpu);
  loop.disable();
  await store.dispose();

  const sent = stored + pool.length;
  const reader = openReadOnly(folder);
  let found = 0;
  for (const { row, request, response } of reader.exchanges('')) {
    if (row.state === 'complete' && request.body !== null && response.body !== null) found += 1;
  }
  reader.close();
  const size = statSync(join(folder, 'sluice.db')).size;
  console.log(
    JSON.stringify({
      exchangesPerSecond: Math.round(stored / elapsed),
      bodyBytes: Math.round(bytes),
      sent,
      stored: found,
      lost: sent - found,
      cpuMicrosecondsEach: Math.round((used.user + used.system) / stored),
      diskShareOfBodies: Number((size / (sent * bytes)).toFixed(3)),
      loopDelayP99Ms: Number((loop.percentile(99) / 1e6).toFixed(1)),
      loopDelayMaxMs: Number((loop.max / 1e6).toFixed(1)),
      rowEvents: rows,
    }),
  );
  if (found !== sent) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
