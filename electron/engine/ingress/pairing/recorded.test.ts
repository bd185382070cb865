/** The recorded traffic of the real hooks: 600 calls at once, a third with equal texts, masks and blocks. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import type { JsonObject } from '../../../../shared/json.ts';
import { identifyHook } from '../../agents/index.ts';
import { hookMessageOf, toHookRecord } from '../guardrail-api/hook-record.ts';
import { parseProxyCall } from '../guardrail-api/http-proxy-call.ts';
import { newestUserText, readCall } from '../guardrail-api/reading.ts';
import { plainText } from './pairing-key.ts';
import { Pairing } from './pairing.ts';
import type { QuestionPlacement } from './record.ts';

interface Row {
  readonly t: number;
  readonly query: Record<string, string>;
  readonly body: JsonObject;
  readonly verdict?: 'allow' | 'block' | 'modify';
  readonly modified?: string | null;
  readonly call: string | null;
}

interface Told {
  readonly calls: (string | null)[];
  readonly kinds: string[];
  readonly verdicts: string[];
  /** Newest texts of the user, masked; questions without text left out. */
  readonly texts: string[];
  agent: string;
}

const PROXY = '127.0.0.1:24001';

function rowsOf(name: string): Row[] {
  const lines = gunzipSync(readFileSync(new URL(`fixtures/${name}.jsonl.gz`, import.meta.url)))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Row).sort((a, b) => a.t - b.t);
}

function replay(rows: readonly Row[]): Map<string, Told> {
  let count = 0;
  const pairing = new Pairing<Row>({ newExchange: () => `x${(count += 1)}` });
  const exchanges = new Map<string, Told>();
  for (const row of rows) {
    const call = parseProxyCall(row.body, new URLSearchParams(row.query))!;
    const reading = readCall(call);
    const kind = hookMessageOf(call, reading);
    const record = toHookRecord(call, reading, row.t * 1_000);
    expect(kind).toBe(row.query['guardrails'] ? 'question' : row.body['statusCode'] === '403' ? 'own-block' : 'record');
    const ended = kind === 'own-block' ? 'ownBlock' : 'record';
    const placed: QuestionPlacement =
      kind === 'question' ? pairing.question(record) : { held: false, ...pairing[ended](record) };
    if (placed.held) continue;
    const told = exchanges.get(placed.exchange) ?? { calls: [], kinds: [], verdicts: [], texts: [], agent: '' };
    exchanges.set(placed.exchange, told);
    told.calls.push(row.call);
    told.kinds.push(kind);
    if (record.text !== '') told.texts.push(plainText(record.text).replace('DE89 3704 0044 0532 0130 00', '[IBAN]'));
    const about = { proxyHosts: [PROXY], agentHeader: null, agentNameOnly: false, isLiteLLM: true };
    told.agent = identifyHook({ ...placed.identity, ...about }).agent;
    if (kind !== 'question') {
      expect(placed.paired).toBe(true);
      continue;
    }
    told.verdicts.push(row.verdict!);
    if (row.verdict === 'block') expect(pairing.settle(placed.exchange, { kind: 'denied' })).toEqual([]);
    else if (row.verdict === 'modify') {
      const masked = readCall({ ...call, request: readPayload(row.modified!) });
      pairing.settle(placed.exchange, { kind: 'masked', maskedText: newestUserText(masked.request!.parsed.parts) });
    } else if (placed.isNew) pairing.settle(placed.exchange, { kind: 'allowed' });
  }
  return exchanges;
}

function readPayload(payload: string) {
  return parseProxyCall({ requestPayload: payload }, new URLSearchParams())!.request;
}

describe.each(['hook_july_concurrent', 'hook_september_concurrent'])('%s', (name) => {
  const rows = rowsOf(name);
  const exchanges = replay(rows);
  const all = [...exchanges.values()];

  test('600 calls are 600 exchanges, each with one record', () => {
    expect(all).toHaveLength(600);
    for (const { kinds } of all) expect(kinds.filter((kind) => kind !== 'question')).toHaveLength(1);
  });

  test('each has the verdict of its call', () => {
    const truth = new Map<string, string>();
    for (const { call, verdict } of rows) {
      if (call !== null && verdict !== undefined && truth.get(call) !== 'modify') truth.set(call, verdict);
    }
    const count = (verdicts: Iterable<string>): Record<string, number> =>
      Object.fromEntries(
        Object.entries(Object.groupBy(verdicts, (verdict) => verdict)).map(([key, list]) => [key, list!.length]),
      );
    const visible = (told: Told): string => told.verdicts.find((verdict) => verdict !== 'allow') ?? 'allow';
    expect(count(all.map(visible))).toEqual(count(truth.values()));
    for (const told of all) {
      expect(told.kinds.includes('own-block')).toBe(visible(told) === 'block');
      const calls = told.calls.filter((call) => call !== null);
      for (const call of calls.slice(0, 1)) expect(visible(told)).toBe(truth.get(call));
    }
  });

  test('each has the agent of its call', () => {
    expect(new Set(all.map(({ agent }) => agent))).toEqual(new Set(['key-wins']));
  });

  test('what is mixed up are equal calls only', () => {
    const mixed = all.filter(({ calls }) => new Set(calls.filter((call) => call !== null)).size > 1);
    expect(mixed.length).toBeLessThan(45);
    for (const { texts } of all) expect(new Set(texts).size).toBe(1);
  });
});
