import { expect, onTestFinished, test } from 'vitest';

import { sendJson, startServer } from '../test-support/http-server.ts';
import { LoopGuard } from '../upstream/index.ts';
import { createChat } from './chat.ts';
import { createRuleModel } from './rule-model.ts';

const TEXTS = [
  { role: 'user' as const, text: 'May I sue?' },
  { role: 'tool' as const, text: 'It rains.' },
];

async function modelSaying(content: string) {
  const server = await startServer((_request, response) =>
    sendJson(response, 200, { choices: [{ message: { content } }] }),
  );
  const chat = createChat({
    url: server.url,
    model: 'tiny',
    key: undefined,
    deadlineMs: 5_000,
    guard: new LoopGuard(),
  });
  onTestFinished(async () => {
    await chat.close();
    await server.close();
  });
  const model = createRuleModel({ deadlineMs: 5_000, failure: 'open' }, chat);
  return { server, ask: () => model.ask(['Legal?', 'Rude?'], TEXTS, Infinity) };
}

test('numbered questions and fenced texts go in, a number for each comes out', async () => {
  const { server, ask } = await modelSaying('Here you are: ```json\n{"1":[0.9,0],"2":[0.1,0.2]}\n```');
  expect(await ask()).toEqual([
    [0.9, 0],
    [0.1, 0.2],
  ]);
  const { messages } = JSON.parse(String(server.received[0]?.body)) as {
    messages: { role: string; content: string }[];
  };
  expect(messages[1]?.content).toMatch(
    /^Questions:\n1\. Legal\?\n2\. Rude\?\n\nText 1 comes from the user\.\n<(text-[\w-]+)>\nMay I sue\?\n<\/\1>\nText 2 comes from a tool result/,
  );
});

test.each([
  ['no JSON', 'I would say no.'],
  ['too few numbers', '{"1":[],"2":[0.1]}'],
  ['a question left out', '{"1":[0.1,0.1]}'],
  ['no probability', '{"1":[7,0],"2":[0.1,0]}'],
])('an answer with %s is none', async (_what, content) => {
  const { ask } = await modelSaying(content);
  expect(await ask()).toBeNull();
});
