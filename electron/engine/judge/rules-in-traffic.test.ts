/** Rules that only a language model can tell, over sockets: a client, the gateway, an upstream, the judge. */
import OpenAI from 'openai';
import { expect, onTestFinished, test } from 'vitest';

import type { Policy } from '../../../shared/domain/index.ts';
import { testEngine } from '../test-support/engine.ts';
import { type TestServer, sendJson, startServer } from '../test-support/http-server.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

const KEY = 'sk-made-up-judge-key';

interface AskedOf {
  readonly questions: readonly string[];
  readonly texts: readonly string[];
}

/** Reads what the judge is asked as a model would: numbered questions, then fenced texts. */
function readAsked(body: Buffer | string): AskedOf {
  const { messages } = JSON.parse(String(body)) as { messages: { content: string }[] };
  const { content } = messages[1]!;
  return {
    questions: [...content.matchAll(/^\d+\. (.*)$/gm)].map(([, question]) => question!),
    texts: [...content.matchAll(/^<(text-[\w-]+)>\n([\s\S]*?)\n<\/\1>$/gm)].map(([, , text]) => text!),
  };
}

/** An OpenAI-compatible judge; `score` by question and text. */
async function judgeServer(
  score: (question: string, text: string) => number,
): Promise<TestServer & { asked(): AskedOf[] }> {
  const server = await startServer((_request, response, body) => {
    const { questions, texts } = readAsked(body);
    const answers = questions.map((question, index) => [index + 1, texts.map((text) => score(question, text))]);
    sendJson(response, 200, {
      choices: [
        {
          message: { role: 'assistant', content: `\`\`\`json\n${JSON.stringify(Object.fromEntries(answers))}\n\`\`\`` },
        },
      ],
    });
  });
  onTestFinished(() => server.close());
  return Object.assign(server, { asked: () => server.received.map(({ body }) => readAsked(body)) });
}

const policy = (over: Partial<Policy>): Policy => ({
  id: 'house',
  name: 'House rules',
  description: '',
  enabled: true,
  severity: 'high',
  agents: [],
  rules: [],
  advice: 'Ask the legal team.',
  ...over,
});

const RULES = policy({
  llmRule: { prompt: 'Does it ask for legal advice?', minConfidence: 0.7, onRequest: 'block', onResponse: 'block' },
  harmful: { categories: { violence: 'medium' }, onRequest: 'block', onResponse: 'none' },
});

const legalOrViolent = (question: string, text: string): number =>
  (question.includes('legal') && text.includes('sue')) || (question.includes('violence') && text.includes('hit'))
    ? 0.95
    : 0.02;

async function guarded(policies: readonly Policy[], saved: object) {
  const upstream = await startOpenAiUpstream();
  onTestFinished(() => upstream.close());
  const engine = await testEngine({
    upstream: upstream.url,
    environment: { SLUICE_JUDGE_KEY: KEY },
    saved: { mode: 'block', judgeModel: 'tiny', ...saved },
    policies,
  });
  const client = new OpenAI({ baseURL: `${engine.url}/v1`, apiKey: 'sk-made-up', maxRetries: 0 });
  type Messages = OpenAI.ChatCompletionMessageParam[];
  const send = (messages: Messages) =>
    client.chat.completions.create({ model: 'm', messages }).then(
      (answer) => answer.choices[0]?.message.content ?? '',
      (error: unknown) => (error instanceof OpenAI.PermissionDeniedError ? error.message : String(error)),
    );
  const say = (content: string) => send([{ role: 'user', content }]);
  const chats = () => upstream.received.filter(({ url }) => url.endsWith('/chat/completions')).length;
  return { ...engine, chats, client, send, say };
}

test('a rule and a harmful category are asked in one call; the denial names policy and rule', async () => {
  const judge = await judgeServer(legalOrViolent);
  const { say, settled, chats } = await guarded([RULES], { judgeUrl: `${judge.url}/v1` });
  expect(await say('May I sue my landlord?')).toMatch(/House rules.*\(house\.llm\).*Ask the legal team\./);
  expect(await say('Help me hit him.')).toMatch(/\(house\.harmful\.violence\).*harmful text \(violence\)/);
  expect(await say('How is the weather?')).not.toContain('Blocked');
  expect(chats()).toBe(1);
  const asked = judge.asked();
  expect(asked).toHaveLength(4);
  expect(asked[0]!.questions).toHaveLength(2);
  expect(judge.received[0]).toMatchObject({ method: 'POST', url: '/v1/chat/completions' });
  expect(judge.received[0]!.rawHeaders).toContain(`Bearer ${KEY}`);

  const exchanges = await settled(3);
  expect(exchanges.map(({ row }) => [row.verdict, row.state])).toEqual([
    ['block', 'blocked'],
    ['block', 'blocked'],
    ['allow', 'complete'],
  ]);
  expect(exchanges[0]!.row.marks).toContain('judged-rules');
  expect(exchanges[0]!.verdict).toMatchObject({
    rule: 'house.llm',
    at: { side: 'request', pointer: '/messages/0/content', start: 0, end: 22 },
  });
  expect(exchanges[0]!.findings).toMatchObject([{ type: 'policy.llm', confidence: 0.95, action: 'block' }]);
});

test('what the judge gets is redacted, and only what it has not seen', async () => {
  const judge = await judgeServer(legalOrViolent);
  const { send } = await guarded([policy({ llmRule: { ...RULES.llmRule!, onResponse: 'none' } })], {
    judgeUrl: judge.url,
  });
  const first = { role: 'user' as const, content: 'Write to eve@example.com, card 4111 1111 1111 1111.' };
  await send([{ role: 'system', content: 'Be brief.' }, first]);
  await send([
    { role: 'system', content: 'Be brief.' },
    first,
    { role: 'assistant', content: 'Done.' },
    { role: 'user', content: 'Thanks.' },
  ]);
  const texts = judge.asked().map((asked) => asked.texts);
  expect(texts).toEqual([[expect.stringMatching(/^Write to .*, card .*\.$/)], ['Thanks.']]);
  expect(JSON.stringify(texts)).not.toMatch(/eve@|4111/);
});

test('a whole answer is asked about before the client gets it', async () => {
  const judge = await judgeServer((question, text) =>
    question.includes('legal') && text.startsWith('Under the statute') ? 1 : 0,
  );
  const { say, settled } = await guarded([RULES], { judgeUrl: judge.url });
  expect(await say('say: Under the statute you may.')).toMatch(/\(house\.llm\)/);
  const [exchange] = await settled(1);
  expect(exchange?.row).toMatchObject({ verdict: 'block', state: 'blocked', status: 403, upstreamStatus: 200 });
});

test('a streamed answer is asked about when it is over: its record says that nothing could be stopped', async () => {
  const judge = await judgeServer((question, text) =>
    question.includes('legal') && text.startsWith('Under the statute') ? 1 : 0,
  );
  const { client, settled } = await guarded([RULES], { judgeUrl: judge.url });
  const stream = await client.chat.completions.create({
    model: 'm',
    stream: true,
    messages: [{ role: 'user', content: 'say: Under the statute you may.' }],
  });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  expect(text).toBe('Under the statute you may.');
  const [exchange] = await settled(1);
  expect(exchange?.row).toMatchObject({ verdict: 'block', state: 'complete' });
  expect(exchange?.row.marks).toContain('judged-after');
});

test('no judge: the verdict and the record say that nobody was asked', async () => {
  const { say, settled } = await guarded([RULES], {});
  expect(await say('May I sue my landlord?')).not.toContain('Blocked');
  const [exchange] = await settled(1);
  expect(exchange?.row.marks).toContain('judge-off');
  expect(exchange?.verdict).toMatchObject({
    kind: 'allow',
    reason: "No policy objects; the judge that 'House rules' needs was not asked, because none is set.",
  });
});

test('a judge that hangs is not waited for, and its failure policy decides', async () => {
  const judge = await startServer(() => undefined);
  onTestFinished(() => judge.close());
  const { say, api, settled } = await guarded([RULES], { judgeUrl: judge.url, judgeDeadlineMs: 50 });
  expect(await say('How is the weather?')).not.toContain('Blocked');
  await api.saveSettings({ patch: { judgeFailure: 'closed' } });
  expect(await say('How is the weather?')).toMatch(/\(house\.unanswered\)/);
  const exchanges = await settled(2);
  expect(exchanges.map(({ row }) => [row.verdict, row.marks.includes('judge-failed')])).toEqual([
    ['allow', true],
    ['block', true],
  ]);
  expect(exchanges[0]!.verdict?.reason).toContain('gave no answer in time');
});

test('what is denied anyhow is sent to no judge; in Log mode it is asked afterwards', async () => {
  const judge = await judgeServer(legalOrViolent);
  const words = policy({ id: 'w', words: [{ name: 'sue', words: ['sue'], onRequest: 'block', onResponse: 'none' }] });
  const { say, api, settled, chats } = await guarded([words, RULES], { judgeUrl: judge.url });
  expect(await say('May I sue my landlord?')).toContain('w.words.sue');
  expect(judge.received).toHaveLength(0);
  await api.setMode({ mode: 'log' });
  expect(await say('Help me hit him.')).not.toContain('Blocked');
  expect((await settled(2))[1]?.row).toMatchObject({ verdict: 'block', state: 'complete', mode: 'log' });
  expect(chats()).toBe(1);
});

test('the playground asks it too, and says how long that took; a replay asks nobody', async () => {
  const judge = await judgeServer(legalOrViolent);
  const { api } = await guarded([RULES], { judgeUrl: judge.url });
  const input = { kind: 'text', text: 'May I sue them?', role: 'user', side: 'request' } as const;
  const result = await api.tryPolicies({ input });
  expect(result).toMatchObject({ verdict: { kind: 'block', rule: 'house.llm' }, decidedBy: 0 });
  expect(result.stages.at(-1)?.name).toBe('Judge');
  await api.saveSettings({ patch: { judgeUrl: '' } });
  const off = await api.tryPolicies({ input });
  expect(off.verdict.reason).toContain('was not asked, because none is set');
  expect(off.stages.map(({ name }) => name)).not.toContain('Judge');
});

test('a hook, which waits two seconds for its verdict, waits no longer because of the judge', async () => {
  const judge = await startServer(() => undefined);
  onTestFinished(() => judge.close());
  const { url } = await guarded([RULES], { judgeUrl: judge.url, judgeDeadlineMs: 60_000, judgeFailure: 'closed' });
  const answer = await fetch(`${url}/api/http-proxy?guardrails=true&akto_connector=cursor`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      path: '/v1/messages',
      method: 'POST',
      requestHeaders: JSON.stringify({ host: 'cursor.example' }),
      requestPayload: JSON.stringify({ body: 'How is the weather?' }),
      responseHeaders: '{}',
      responsePayload: '{}',
    }),
  });
  const { data } = (await answer.json()) as { data: { guardrailsResult: { Allowed: boolean; Reason: string } } };
  expect(data.guardrailsResult.Allowed).toBe(false);
  expect(data.guardrailsResult.Reason).toContain('house.unanswered');
});
