/** What was blocked must not leak through a later turn: seen from an upstream on a socket that keeps all it was sent. */
import OpenAI from 'openai';
import { expect, onTestFinished, test } from 'vitest';

import type { Policy } from '../../../shared/domain/index.ts';
import { testEngine } from '../test-support/engine.ts';
import { startOpenAiUpstream } from '../test-support/openai-upstream.ts';

type Message = OpenAI.Chat.ChatCompletionMessageParam;

const CARD = '4111 1111 1111 1111';
const NO_CARDS: Policy = {
  id: 'no-cards',
  name: 'No cards',
  description: '',
  enabled: true,
  severity: 'high',
  rules: [{ type: 'credit_card', onRequest: 'block', onResponse: 'none' }],
  agents: [],
  advice: '',
};
const user = (content: string): Message => ({ role: 'user', content });
const assistant = (content: string): Message => ({ role: 'assistant', content });

async function session(policies: readonly Policy[] = [NO_CARDS]) {
  const upstream = await startOpenAiUpstream();
  onTestFinished(() => upstream.close());
  const engine = await testEngine({ upstream: upstream.url, saved: { mode: 'block' }, policies });
  const client = new OpenAI({
    baseURL: `${engine.url}/v1`,
    apiKey: 'sk-made-up',
    maxRetries: 0,
    defaultHeaders: { 'x-session-id': 'one-conversation' },
  });
  /** The status the client got. */
  const send = (...messages: Message[]): Promise<number> =>
    client.chat.completions.create({ model: 'gpt-made-up', messages }).then(
      () => 200,
      (error: InstanceType<typeof OpenAI.APIError>) => error.status ?? 0,
    );
  /** Everything the upstream has ever been sent, digits only by card and in clear. */
  const sawCard = (): boolean =>
    upstream.received.some(({ body, rawHeaders }) => {
      const text = body.toString('utf8') + rawHeaders.join(' ');
      return text.includes(CARD) || text.replaceAll(/\D/g, '').includes(CARD.replaceAll(' ', ''));
    });
  /** How many calls reached it; Sluice itself asks it about the key. */
  const asked = (): number => upstream.received.filter(({ method }) => method === 'POST').length;
  const lastMessages = (): Message[] => {
    const body = upstream.received.findLast(({ method }) => method === 'POST')?.body.toString('utf8') ?? '{}';
    return (JSON.parse(body) as { messages: Message[] }).messages;
  };
  return { ...engine, send, sawCard, asked, lastMessages };
}

test('a card blocked in turn 1 and sent again in turns 2 and 3: the session goes on, the card never leaves', async () => {
  const { send, sawCard, lastMessages, asked, settled } = await session();
  const first = user(`Charge ${CARD} please`);
  expect(await send(first)).toBe(403);
  expect(asked()).toBe(0);
  const second = user('Then only tell me how charging works.');
  expect(await send(first, second)).toBe(200);
  expect(lastMessages()[1]).toEqual(second);
  expect(lastMessages()[0]?.content).not.toContain('Charge');
  const third = user('And refunds?');
  expect(await send(first, second, assistant('Hello from the model.'), third)).toBe(200);
  expect(lastMessages().slice(1)).toEqual([second, assistant('Hello from the model.'), third]);
  expect(asked()).toBe(2);
  expect(sawCard()).toBe(false);
  const exchanges = await settled(3);
  expect(exchanges.map(({ row }) => row.state)).toEqual(['blocked', 'complete', 'complete']);
});

test('tried again as it was, alone or as the newest turn, it is blocked each time', async () => {
  const { send, sawCard, asked } = await session();
  const card = user(`Charge ${CARD} please`);
  expect(await send(card)).toBe(403);
  expect(await send(card)).toBe(403);
  expect(await send(user('Hello'), assistant('Hi'), card)).toBe(403);
  expect(asked()).toBe(0);
  expect(sawCard()).toBe(false);
});

test('the client drops the blocked message: the session goes on without it, nothing is taken out or added', async () => {
  const { send, sawCard, lastMessages } = await session();
  const before = user('Hello');
  expect(await send(before)).toBe(200);
  const answer = assistant('Hello from the model.');
  expect(await send(before, answer, user(`Charge ${CARD} please`))).toBe(403);
  const instead = user('Charge the card on file please');
  expect(await send(before, answer, instead)).toBe(200);
  expect(lastMessages()).toEqual([before, answer, instead]);
  expect(sawCard()).toBe(false);
});

test.each([
  ['the blocked message, changed a little', `Please charge ${CARD} now`],
  ['the card in other digits', 'Charge 4111-1111-1111-1111 please'],
  ['the card disguised', 'Charge ４１１１ １１１１ １１１１ １１１１ please'],
])('edited history: %s, is new and blocked', async (_how, edited) => {
  const { send, sawCard, asked } = await session();
  expect(await send(user(`Charge ${CARD} please`))).toBe(403);
  expect(await send(user(edited), assistant('Fine.'), user('Go on.'))).toBe(403);
  expect(asked()).toBe(0);
  expect(sawCard()).toBe(false);
});

test('a card written into a turn that was forwarded clean before is found there', async () => {
  const { send, sawCard, asked } = await session();
  const hello = user('Hello');
  expect(await send(hello)).toBe(200);
  expect(await send(user(`Hello, ${CARD}`), assistant('Hello from the model.'), user('Go on.'))).toBe(403);
  expect(await send({ role: 'system', content: `The card is ${CARD}` }, hello)).toBe(403);
  expect(asked()).toBe(1);
  expect(sawCard()).toBe(false);
});

test('the same in another session of the same agent is blocked there too', async () => {
  const { url, send, sawCard } = await session();
  const first = user(`Charge ${CARD} please`);
  expect(await send(first)).toBe(403);
  const other = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-session-id': 'another' },
    body: JSON.stringify({ model: 'gpt-made-up', messages: [first, assistant('x'), first] }),
  });
  expect(other.status).toBe(403);
  expect(sawCard()).toBe(false);
});

test('a masked card stays masked in every turn, under the same placeholder, and comes back to the client only', async () => {
  const mask: Policy = {
    ...NO_CARDS,
    rules: [{ type: 'credit_card', onRequest: 'mask', onResponse: 'none' }],
    restoreInAnswer: true,
  };
  const { url, send, sawCard, lastMessages } = await session([mask]);
  const card = user(`Charge ${CARD} please`);
  expect(await send(card)).toBe(200);
  expect(lastMessages()).toEqual([user('Charge [CARD_1] please')]);
  expect(await send(card, assistant('Done.'), user(`And ${CARD} again, not 5500 0000 0000 0004`))).toBe(200);
  expect(lastMessages().map(({ content }) => content)).toEqual([
    'Charge [CARD_1] please',
    'Done.',
    'And [CARD_1] again, not [CARD_2]',
  ]);
  const echo = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-made-up', messages: [user(`say: You wrote ${CARD}`)] }),
  });
  expect(await echo.text()).toContain(`You wrote ${CARD}`);
  expect(sawCard()).toBe(false);
});

test('where the setting says so, each turn that brings the blocked message again is blocked, from then on', async () => {
  const { send, sawCard, asked, api } = await session();
  const first = user(`Charge ${CARD}`);
  expect(await send(first)).toBe(403);
  const later = [first, assistant('I cannot do that.'), user('Then tell me a joke.')];
  await api.saveSettings({ patch: { blockedAgain: 'block' } });
  expect(await send(...later)).toBe(403);
  expect(asked()).toBe(0);
  await api.saveSettings({ patch: { blockedAgain: 'notice' } });
  expect(await send(...later, assistant('No.'), user('Please.'))).toBe(200);
  expect(sawCard()).toBe(false);
});
