/** Bodies that come again word for word: read once, judged each time. */
import { expect, onTestFinished, test } from 'vitest';

import { ALLOW, type Finding } from '../../../shared/domain/index.ts';
import { judgeTurn } from '../policy/index.ts';
import { finding, policy } from '../policy/test-support/make.ts';
import { testEngine } from '../test-support/engine.ts';
import { sendJson, startServer } from '../test-support/http-server.ts';
import type { JudgedSide } from './exchange.ts';
import { KnownBodies } from './known-bodies.ts';
import { chatExchange } from './test-support/chat-exchange.ts';
import { understandAnswer, understandRequest } from './understand.ts';
import { AnswerTap } from './answer-tap.ts';

const chat = (content: string) => ({ model: 'm', messages: [{ role: 'user', content }], temperature: 0.2 });
const said = (content: string) => ({
  model: 'm',
  choices: [{ message: { role: 'assistant', content } }],
  usage: { prompt_tokens: 5, completion_tokens: 3 },
});

async function setup(mode: 'block' | 'log', answer: (count: number) => string = () => 'Good morning.') {
  let count = 0;
  const server = await startServer((_request, response) => {
    count += 1;
    sendJson(response, 200, said(answer(count)));
  });
  onTestFinished(() => server.close());
  const { engine, api, settled } = await testEngine({ upstream: server.url, saved: { mode } });
  const ask = async (body: unknown, headers: Record<string, string> = {}, path = '/v1/chat/completions') => {
    const response = await fetch(`http://127.0.0.1:${engine.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    await response.text();
    return response.status;
  };
  return { ask, api, settled };
}

test.each(['block', 'log'] as const)('%s: what is sent again leaves the same record each time', async (mode) => {
  const { ask, settled } = await setup(mode);
  const body = chat('Write to jane@company.test about the parcel.');
  for (const _ of [1, 2, 3, 4, 5]) expect(await ask(body)).toBe(200);
  const records = (await settled(5)).map(({ row, request, response, findings }) => ({
    row: { agent: row.agent, session: row.session, model: row.model, verdict: row.verdict, tokens: row.outputTokens },
    bodies: [request.body, response.body],
    findings: findings.map(({ type, pointer, start, end, action }) => ({ type, pointer, start, end, action })),
  }));
  expect(records[0]).toMatchObject({
    row: { verdict: 'alert', tokens: 3 },
    bodies: [JSON.stringify(body), JSON.stringify(said('Good morning.'))],
    findings: [{ type: 'email', start: 9, end: 26 }],
  });
  for (const record of records) expect(record).toEqual(records[0]);
});

test('the same words from another agent are another collection and session', async () => {
  const { ask, settled } = await setup('block');
  for (const agent of ['one', 'two', 'one', 'two']) await ask(chat('Hello there.'), { 'x-agent-name': agent });
  const rows = (await settled(4)).map(({ row }) => row);
  expect(rows.map(({ agent }) => agent)).toEqual(['one', 'two', 'one', 'two']);
  expect(new Set(rows.map(({ session }) => session)).size).toBe(2);
  expect(rows[2]?.session).toBe(rows[0]?.session);
});

test('a policy that was saved meanwhile counts, and counts no longer when it is gone', async () => {
  const { ask, api } = await setup('block');
  const body = chat('Tell me about the otter.');
  for (const _ of [1, 2, 3]) expect(await ask(body)).toBe(200);
  const words = [{ name: 'Animals', words: ['otter'], onRequest: 'block', onResponse: 'none' } as const];
  const noOtters = policy('no-otters', { words });
  const { policies, revision } = await api.getPolicies();
  const saved = await api.savePolicies({ policies: [...policies, noOtters], exceptions: [], revision });
  for (const _ of [1, 2]) expect(await ask(body)).toBe(403);
  await api.savePolicies({ policies, exceptions: [], revision: saved.revision });
  expect(await ask(body)).toBe(200);
});

test('what a person has looked for from now on is found in what came before', async () => {
  const { ask, api, settled } = await setup('log');
  const body = chat('The report is by Dr. Jane Doe of the release team.');
  for (const _ of [1, 2, 3]) await ask(body);
  expect((await settled(3)).map(({ findings }) => findings.length)).toEqual([0, 0, 0]);
  await api.saveSettings({ patch: { personNames: true } });
  await ask(body);
  expect((await settled(4)).at(-1)?.findings.map(({ type }) => type)).toContain('person');
});

test('the same body on another path is read as that path says', async () => {
  const { ask, settled } = await setup('log');
  const body = { ...chat('From the one side.'), input: 'From the other.' };
  for (const path of ['/v1/chat/completions', '/v1/responses', '/v1/chat/completions', '/v1/responses']) {
    await ask(body, {}, path);
  }
  const dialects = (await settled(4)).map(({ row }) => row.dialect);
  expect(dialects).toEqual(['openai-chat', 'openai-responses', 'openai-chat', 'openai-responses']);
});

test('an answer that differs is read anew, whatever came before', async () => {
  const answers = ['Fine.', 'Fine.', 'Fine.', 'Fine.', 'Write to joe@company.test.', 'Fine.'];
  const { ask, settled } = await setup('log', (count) => answers[count - 1]!);
  for (const _ of answers) await ask(chat('How are you?'));
  const records = await settled(6);
  expect(records.map(({ findings }) => findings.length)).toEqual([0, 0, 0, 0, 1, 0]);
  expect(records.map(({ response }) => response.body)).toEqual(answers.map((text) => JSON.stringify(said(text))));
});

/** What the pipeline does with one exchange, without its sockets. */
async function pass(bodies: KnownBodies, content: string, answer: string, findings: readonly Finding[] = []) {
  const exchange = chatExchange('http://upstream.test');
  await understandRequest(exchange, Buffer.from(JSON.stringify(chat(content))), bodies);
  const tap = new AnswerTap(exchange.dialect, exchange.target, 200, ['content-type', 'application/json']);
  tap.push(Buffer.from(JSON.stringify(said(answer))));
  await understandAnswer(exchange, tap, [], bodies);
  const side = (): JudgedSide => ({
    findings,
    actions: [],
    verdict: ALLOW,
    message: '',
    release: null,
    parts: [],
    turn: judgeTurn({
      findings: [],
      side: 'request',
      agent: 'a',
      model: null,
      policies: [],
      parts: [],
      session: null,
      history: null,
    }),
    denyUneditable: () => {
      throw new Error('nothing is to be edited');
    },
    again: side,
  });
  exchange.requestSide = exchange.responseSide = side();
  bodies.keep(exchange);
  return exchange;
}

test('the third time a body and its answer are not read any more: they are those of before', async () => {
  const bodies = new KnownBodies();
  const passes = [];
  for (const _ of [1, 2, 3, 4, 5]) passes.push(await pass(bodies, 'Hello.', 'Good morning.'));
  const [first, second, third, fourth, fifth] = passes;
  expect(second!.request).not.toBe(first!.request);
  expect(third!.request).toBe(second!.request);
  expect(fifth!.request).toBe(second!.request);
  expect(fifth!.answer).toBe(fourth!.answer);
  expect([fifth!.request, fifth!.answer]).toEqual([first!.request, first!.answer]);
});

test('what held a secret, and what came once, is not kept', async () => {
  const bodies = new KnownBodies();
  const secret = finding('password');
  for (const _ of [1, 2, 3])
    expect((await pass(bodies, 'hunter2', 'Fine.', [secret])).repeat?.request ?? null).toBeNull();
  for (let at = 0; at < 50; at += 1) expect((await pass(bodies, `Message ${at}.`, 'Fine.')).repeat).toBeNull();
});

test('it stays within its bounds: thousands of repeated bodies push out the oldest', async () => {
  const bodies = new KnownBodies();
  const long = 'word '.repeat(2_000);
  const twice = async (at: number) => {
    await pass(bodies, `${at} ${long}`, 'Fine.');
    return pass(bodies, `${at} ${long}`, 'Fine.');
  };
  for (let at = 0; at < 400; at += 1) await twice(at);
  expect((await pass(bodies, `399 ${long}`, 'Fine.')).repeat?.request).not.toBeNull();
  expect((await pass(bodies, `0 ${long}`, 'Fine.')).repeat?.request ?? null).toBeNull();
});
