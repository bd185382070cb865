import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { expect, onTestFinished, test } from 'vitest';

import type { StoredFinding, StoredMessage } from '../../../shared/domain/index.ts';
import { ALLOW } from '../../../shared/domain/index.ts';
import { maskEvidence } from '../detectors/index.ts';
import { openReadOnly, openStore } from '../store/index.ts';
import { type ExportedExchange, exportJsonl, toJsonLine } from './index.ts';

interface Line {
  [key: string]: unknown;
  findings: { start: number; end: number; pointer: string }[];
  request: { headers: Record<string, string>; body: unknown };
  response: { headers: Record<string, string>; body: unknown };
}

const parse = (line: string) => JSON.parse(line) as Line;

function message(body: string | null, over: Partial<StoredMessage> = {}): StoredMessage {
  return { headers: [], body, bodyKind: 'json', sizeBytes: body?.length ?? 0, truncated: false, ...over };
}

function found(text: string, part: string, over: Partial<StoredFinding> = {}): StoredFinding {
  const start = text.indexOf(part);
  return {
    id: 1,
    type: 'email',
    rule: 'pii.email',
    severity: 'medium',
    confidence: 0.9,
    side: 'request',
    role: 'user',
    pointer: '/messages/0/content',
    start,
    end: start + part.length,
    view: 'raw',
    policy: 'Personal data',
    action: 'alert',
    evidence: 'j•••@example.com',
    ...over,
  };
}

function exchange(over: Partial<ExportedExchange> = {}): ExportedExchange {
  return {
    row: {
      seq: 1,
      id: 'a',
      startedAt: 1_767_225_600_123,
      ingress: 'gateway',
      agent: 'search-agent',
      agentSource: 'metadata',
      session: null,
      dialect: 'openai-chat',
      method: 'POST',
      path: '/v1/chat/completions',
      operation: null,
      model: 'gpt-5',
      status: 200,
      upstreamStatus: 200,
      state: 'complete',
      verdict: 'alert',
      policy: 'Personal data',
      mode: 'log',
      findings: 0,
      severity: null,
      inputTokens: 12,
      outputTokens: null,
      costUsd: null,
      priceDate: null,
      durationMs: 120.5,
      firstByteMs: 80,
      gateMs: 1,
      requestBytes: 10,
      responseBytes: 10,
      streamed: false,
      marks: [],
    },
    verdict: ALLOW,
    akto: null,
    request: message('{"messages":[{"role":"user","content":"hi"}]}'),
    response: message('{"ok":true}'),
    findings: [],
    ...over,
  };
}

test('a line has exactly the fields scripts rely on, in their order', () => {
  const line = toJsonLine(exchange({ findings: [found('hi', 'hi')] }), true);
  expect(line).not.toContain('\n');
  const parsed = parse(line);
  expect(Object.keys(parsed)).toEqual([
    'id',
    'time',
    'ingress',
    'agent',
    'session',
    'dialect',
    'method',
    'path',
    'model',
    'status',
    'upstreamStatus',
    'state',
    'verdict',
    'mode',
    'findings',
    'usage',
    'durationMs',
    'request',
    'response',
  ]);
  expect(parsed).toMatchObject({
    id: 'a',
    time: '2026-01-01T00:00:00.123Z',
    session: null,
    verdict: 'alert',
    mode: 'log',
    usage: { inputTokens: 12, outputTokens: null },
    request: { headers: {}, body: { messages: [{ role: 'user', content: 'hi' }] } },
    response: { body: { ok: true } },
  });
  expect(Object.keys(parsed.findings[0] ?? {})).toEqual([
    'type',
    'rule',
    'severity',
    'confidence',
    'side',
    'pointer',
    'start',
    'end',
    'view',
  ]);
});

test('JSON goes out as its own text: big numbers, repeated keys and escapes stay, line breaks between tokens do not', () => {
  const body = '{\r\n  "n": 12345678901234567890,\n  "n": 1.0,\n  "s": "a\\nb\\u00e9"\n}\n';
  const line = toJsonLine(exchange({ request: message(body) }), false);
  expect(line).toContain('"body":{   "n": 12345678901234567890,   "n": 1.0,   "s": "a\\nb\\u00e9" }}');
  expect(line).not.toMatch(/[\r\n]/);
});

test('what is not JSON is text, what is not there is null', () => {
  const line = parse(
    toJsonLine(exchange({ request: message('{"cut', { bodyKind: 'json' }), response: message(null) }), false),
  );
  expect(line.request.body).toBe('{"cut');
  expect(line.response.body).toBeNull();
});

test('headers are found by lower-case name, repeated ones are one list', () => {
  const headers = [
    ['Content-Type', 'application/json'],
    ['X-A', '1'],
    ['x-a', '2'],
    ['__proto__', 'x'],
  ] as const;
  const { request } = parse(toJsonLine(exchange({ request: message('{}', { headers }) }), false));
  expect(Object.entries(request.headers)).toEqual([
    ['content-type', 'application/json'],
    ['x-a', '1, 2'],
    ['__proto__', 'x'],
  ]);
});

test('found values are masked, and the findings span their masks', () => {
  const content = 'write "a@example.com" or\nb@example.org, key [secret.openai_api_key]';
  const findings = [
    found(content, 'a@example.com'),
    found(content, 'b@example.org'),
    found(content, '[secret.openai_api_key]', { type: 'secret.openai_api_key' }),
    found('a@example.com', 'a@example.com', { side: 'response', pointer: '/text' }),
  ];
  const both = exchange({
    request: message(JSON.stringify({ messages: [{ role: 'user', content }] })),
    response: message('{"text":"a@example.com","n":1.00}'),
    findings,
  });
  const masked = toJsonLine(both, false);
  expect(masked).not.toContain('a@example');
  expect(masked).toContain('"n":1.00');
  const line = parse(masked);
  const text = (line.request.body as { messages: { content: string }[] }).messages[0]?.content ?? '';
  expect(text).toBe(
    `write "${maskEvidence('email', 'a@example.com')}" or\n${maskEvidence('email', 'b@example.org')}, key [secret.openai_api_key]`,
  );
  expect(line.findings.slice(0, 3).map(({ start, end }) => text.slice(start, end))).toEqual([
    maskEvidence('email', 'a@example.com'),
    maskEvidence('email', 'b@example.org'),
    '[secret.openai_api_key]',
  ]);

  const shown = parse(toJsonLine(both, true));
  expect((shown.request.body as { messages: { content: string }[] }).messages[0]?.content).toBe(content);
  expect(shown.findings.map(({ start, end }) => [start, end])).toEqual(findings.map(({ start, end }) => [start, end]));
});

test('findings that overlap share one mask', () => {
  const content = 'call jane@example.com now';
  const findings = [found(content, 'jane@example'), found(content, 'e@example.com', { type: 'username' })];
  const body = JSON.stringify({ messages: [{ content }] });
  const line = parse(toJsonLine(exchange({ request: message(body), findings }), false));
  const mask = maskEvidence('email', 'jane@example.com');
  expect(line.request.body).toEqual({ messages: [{ content: `call ${mask} now` }] });
  expect(line.findings.map(({ start, end }) => [start, end])).toEqual([
    [5, 5 + mask.length],
    [5, 5 + mask.length],
  ]);
});

test('a text body is masked where it stands; a value that is not where it should be shows nothing of the body', () => {
  const text = 'line\njane@example.com';
  const plain = exchange({
    request: message(text, { bodyKind: 'text' }),
    findings: [found(text, 'jane@example.com', { pointer: '' })],
  });
  expect(parse(toJsonLine(plain, false)).request.body).toBe(`line\n${maskEvidence('email', 'jane@example.com')}`);
  const lost = exchange({ findings: [found('hi', 'hi', { pointer: '/messages/3/content' })] });
  expect(parse(toJsonLine(lost, false)).request.body).toBeNull();
});

test('the export reads a folder beside the engine that is writing it', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-export-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const store = await openStore({ folder: dataFolder, modeOverrides: {} });
  onTestFinished(() => store.dispose());
  const row = exchange().row;
  for (const [index, status] of [200, 500, 200].entries()) {
    const id = `x${index}`;
    store.open({ ...row, id });
    store.close({
      ...row,
      id,
      state: 'complete',
      status,
      verdict: ALLOW,
      akto: null,
      findings: [],
      durationMs: 3,
      marks: [],
      request: message('{"messages":[{"role":"user","content":"hello"}]}'),
      response: message('{"choices":[]}'),
    });
  }
  await store.flush();
  const run = async (filter: string) => {
    const lines: string[] = [];
    const write = async (line: string) => {
      await Promise.resolve();
      lines.push(line);
    };
    await exportJsonl({ dataFolder, open: openReadOnly, filter, reveal: false, write });
    return lines.map(parse);
  };
  expect((await run('')).map(({ id }) => id)).toEqual(['x0', 'x1', 'x2']);
  expect((await run('status:500')).map(({ id, status }) => [id, status])).toEqual([['x1', 500]]);
  await expect(run('x y:1')).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('at 3') as string,
  });
  await store.dispose();
  expect(await run('status:200')).toHaveLength(2);
});

test('a folder without a store is said to be one', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-export-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  const write = () => undefined;
  await expect(exportJsonl({ dataFolder, open: openReadOnly, filter: '', reveal: false, write })).rejects.toMatchObject(
    {
      code: 'not_found',
    },
  );
});
