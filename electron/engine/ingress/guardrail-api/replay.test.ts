/** The recorded traffic of the real clients over a socket: exchanges, verdicts, collections and sessions as stored. */
import { describe, expect, test } from 'vitest';

import type { ExchangeRow, Policy } from '../../../../shared/domain/index.ts';
import { DEFAULT_POLICIES } from '../../policy/index.ts';
import { type TestEngine, launchEngine, testEngine } from '../../test-support/engine.ts';
import { type Row, recordedRows, sendRow } from './test-support/recorded.ts';
import { answered, callsOf, replayCalls } from './test-support/replay.ts';

/** The proxy that was recorded: as a host it names nobody. */
const PROXY = '127.0.0.1:24001';

const MASK_IBAN: Policy = {
  id: 'mask-iban',
  name: 'Bank accounts',
  description: '',
  enabled: true,
  severity: 'medium',
  rules: [{ type: 'iban', onRequest: 'mask', onResponse: 'none' }],
  agents: [],
  advice: '',
};

const blocking = (): Promise<TestEngine> =>
  testEngine({
    upstream: `http://${PROXY}`,
    saved: { mode: 'block' },
    streamQuietMs: 200,
    policies: [...DEFAULT_POLICIES, MASK_IBAN],
  });

const count = (values: Iterable<string | null>): Record<string, number> => {
  const counted: Record<string, number> = {};
  for (const value of values) counted[value ?? 'null'] = (counted[value ?? 'null'] ?? 0) + 1;
  return counted;
};

async function rowsOf({ api }: TestEngine): Promise<ExchangeRow[]> {
  const { rows } = await api.listExchanges({ filter: '', limit: 1_000 });
  return [...rows];
}

async function untilClosed(engine: TestEngine, open = 0): Promise<ExchangeRow[]> {
  return expect
    .poll(async () => (await rowsOf(engine)).filter(({ state }) => state === 'open').length, {
      timeout: 60_000,
      interval: 200,
    })
    .toBe(open)
    .then(() => rowsOf(engine));
}

describe.each(['hook_july_concurrent', 'hook_september_concurrent'])('%s', (name) => {
  test(
    '600 calls, 32 at once, are 600 exchanges, with the verdict and the agent of each',
    { timeout: 120_000 },
    async () => {
      const engine = await blocking();
      const rows = recordedRows(name);
      const calls = callsOf(rows);
      expect(calls).toHaveLength(600);
      const answers = await replayCalls(engine.url, calls, 32);
      const denied = rows.filter(({ verdict }) => verdict === 'block' || verdict === 'modify').length;
      expect(count(answers)).toEqual({ allow: 600 - denied, block: denied });

      const stored = await untilClosed(engine);
      expect(stored).toHaveLength(600);
      expect(count(stored.map(({ state }) => state))).toEqual({ complete: 600 - denied, blocked: denied });
      // On /v1/responses the hook asks without the text: what is found then, is found too late to be stopped.
      const late = stored.filter(({ state, verdict }) => state === 'complete' && verdict !== 'allow');
      expect(late.every(({ dialect, mode }) => dialect === 'openai-responses' && mode === 'log')).toBe(true);
      expect(new Set(stored.map(({ agent }) => agent))).toEqual(new Set(['key-wins']));
      expect(stored.filter(({ marks }) => marks.includes('unpaired'))).toEqual([]);
      expect(count(stored.map(({ path }) => path))).toEqual(count(calls.map(({ rows: own }) => routeOf(own[0]!))));
    },
  );
});

function routeOf({ body }: Row): string {
  const { call_type: type } = JSON.parse(body['tag'] as string) as { call_type: string };
  if (type === 'acompletion') return '/v1/chat/completions';
  return type === 'anthropic_messages' ? '/v1/messages' : '/v1/responses';
}

describe.each([
  { name: 'hook_july_block', exchanges: 15, open: 1 },
  { name: 'hook_september_block', exchanges: 15, open: 0 },
])('$name, one call after the other', ({ name, exchanges, open }) => {
  test('verdicts, sessions, tool calls and failures', async () => {
    const engine = await blocking();
    for (const row of recordedRows(name)) {
      const answer = await sendRow(engine.url, row);
      if (row.verdict !== undefined) expect(answered(answer)).toBe(row.verdict);
    }
    // A provider's failure is a record of the newer hook only; of the older one's call nobody hears any more.
    const stored = await untilClosed(engine, open);
    expect(stored).toHaveLength(exchanges);
    expect(count(stored.map(({ state }) => state))).toEqual({
      blocked: 3,
      complete: exchanges - 3 - open,
      ...(open > 0 ? { open } : {}),
    });
    expect(stored.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1 - open);
    expect(stored[0]?.session).toBe('sess-abc12345');
    // Some records do not say what they used, and a busy machine scans less in time; otherwise nothing out of the ordinary.
    const marks = new Set(stored.flatMap((row) => row.marks));
    marks.delete('partly-scanned');
    expect(marks).toEqual(new Set(['tokens-estimated']));
    // The injection on /v1/responses: the question had no text, the record has.
    expect(stored.filter(({ dialect }) => dialect === 'openai-responses').map(({ verdict }) => verdict)).toEqual([
      'allow',
      'block',
      'allow',
    ]);
    const calling = await Promise.all(
      stored.map(({ id }) => engine.api.getExchange({ id }).then(({ conversation }) => conversation?.answer ?? [])),
    );
    const tools = calling
      .flat()
      .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'tool-call' ? [block] : [])));
    const called = tools.map(({ name: tool, arguments: given }) => `${tool} ${given.replaceAll(' ', '')}`);
    expect(count(called)).toEqual({
      'get_weather {"city":"Paris"}': 3,
      'mcp__github__create_issue {"title":"Bug"}': 3,
    });
  });
});

test.each([
  { name: 'hook_july_log', exchanges: 14 },
  { name: 'hook_september_log', exchanges: 15 },
])('$name: what is told afterwards gets its verdict, and nothing was stopped', async ({ name, exchanges }) => {
  const engine = await blocking();
  const rows = recordedRows(name);
  for (const row of rows) {
    const answer = await sendRow(engine.url, row);
    if (row.verdict !== undefined) expect(answered(answer)).toBe(row.verdict);
  }
  const stored = await untilClosed(engine);
  expect(stored).toHaveLength(exchanges);
  expect(count(stored.map(({ state, mode }) => `${state} ${mode}`))).toEqual({ 'complete log': exchanges });
  expect(count(stored.map(({ verdict }) => verdict))).toEqual({ allow: exchanges - 4, block: 4 });
});

describe('LiteLLM’s own guardrails', () => {
  test('guardrail: akto', async () => {
    const engine = await blocking();
    const rows = recordedRows('litellm_builtin_akto');
    for (const row of rows) {
      const answer = await sendRow(engine.url, row);
      const verdict = answered(answer);
      // Cards in answers are reported by the default policies, not stopped.
      const expected = row.query['response_guardrails'] === 'true' ? 'allow' : row.verdict;
      expect(verdict).toBe(expected === 'modify' ? 'mask' : expected);
      if (row.verdict !== 'modify') continue;
      const { guardrailsResult } = answer['data'] as { guardrailsResult: { ModifiedPayload: string } };
      // As it came in, keys and encoding, another text in one place.
      const sent = JSON.parse(row.body['requestPayload'] as string) as { body: string };
      const back = JSON.parse(guardrailsResult.ModifiedPayload) as { body: string };
      expect(back.body).not.toContain('DE89');
      expect(back.body.replace(/my account \S+ please/, '')).toBe(
        sent.body.replace('my account DE89 3704 0044 0532 0130 00 please', ''),
      );
    }
    // The last call of the recording was asked about and then never heard of.
    const stored = await untilClosed(engine, 1);
    expect(stored).toHaveLength(24);
    expect(count(stored.map(({ state }) => state))).toEqual({ blocked: 4, complete: 19, open: 1 });
    expect(stored.filter(({ marks }) => marks.includes('masked'))).toHaveLength(3);
    expect(stored.filter(({ dialect }) => dialect === 'mcp').map(({ path }) => path)).toEqual(['/mcp/github']);
    expect(count(stored.map(({ agent }) => agent))).toEqual({
      'key-wins': 20,
      'search-agent': 1,
      search_agents: 1,
      'alias-loses': 1,
      [PROXY]: 1,
    });
    const files = await Promise.all(stored.map(({ id }) => engine.api.getExchange({ id })));
    expect(files.filter(({ request }) => request.body?.includes('attachment-0.png'))).toHaveLength(1);
  });

  test('generic_guardrail_api', async () => {
    const engine = await blocking();
    for (const row of recordedRows('litellm_generic')) {
      const answer = await sendRow(engine.url, row);
      const isAnswer = row.body['input_type'] === 'response';
      const texts = row.body['texts'] as string[];
      if (isAnswer) expect(answer['stream_holdback_chars']).toHaveLength(texts.length);
      const expected = isAnswer ? 'allow' : row.verdict;
      if (expected === 'block') expect(answer).toMatchObject({ action: 'BLOCKED' });
      else if (expected === 'modify') {
        expect(answer).toMatchObject({ action: 'GUARDRAIL_INTERVENED' });
        expect(answer['texts']).toHaveLength(texts.length);
        expect(JSON.stringify(answer['texts'])).not.toContain('DE89');
      } else expect(answer).toMatchObject({ action: 'NONE' });
    }
    const stored = await untilClosed(engine, 1);
    expect(stored).toHaveLength(25);
    expect(count(stored.map(({ state }) => state))).toEqual({ blocked: 4, complete: 20, open: 1 });
    expect(count(stored.map(({ agent }) => agent))).toEqual({
      'key-wins': 21,
      'search-agent': 1,
      search_agents: 1,
      'alias-loses': 1,
      [PROXY]: 1,
    });
  });
});

test('services that failed, were slow or masked: every message gets a valid answer, every record is kept', async () => {
  const engine = await blocking();
  const names = [
    'hook_july_faults_masks',
    'hook_september_faults_masks',
    'litellm_builtin_akto_faults',
    'litellm_generic_during_call',
    'litellm_generic_faults',
  ];
  const rows = names.flatMap(recordedRows);
  for (const row of rows) {
    const answer = await sendRow(engine.url, row);
    if (row.path.startsWith('/beta')) expect(['NONE', 'BLOCKED', 'GUARDRAIL_INTERVENED']).toContain(answer['action']);
    else expect(answer['success']).toBe(true);
  }
  await engine.engine.stop(1_000);
  const again = await launchEngine({ upstream: `http://${PROXY}` }, engine.folder);
  const stored = await rowsOf(again);
  await again.engine.stop(100);
  const ended = rows.filter(({ query }) => query['ingest_data'] !== undefined && query['guardrails'] === undefined);
  expect(stored.length).toBeGreaterThanOrEqual(ended.length);
  // A stop writes the end of what nobody will tell any more.
  expect(stored.filter(({ state }) => state === 'open' || state === 'interrupted')).toEqual([]);
});
