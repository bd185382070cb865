/** The snippets of each client, with the address Sluice really listens on. */
import { type Client, NAMING, type Place, type Snippet } from './client.ts';
import { CODING_AGENTS } from './coding-agents.ts';
import { LITELLM } from './litellm.ts';
import { SDKS } from './sdks.ts';

export { type Client, GROUPS, type Place, type Snippet } from './client.ts';
export { CONTAINER_HOST } from './litellm.ts';

const CURL: Client = {
  id: 'curl',
  group: 'Anything else',
  name: 'curl',
  hint: 'one request',
  title: 'One request with curl',
  lead: 'Any client that lets you choose its base URL works the same way.',
  note: NAMING,
  door: 'gateway',
  snippets: ({ base }) => [{ name: 'shell', language: 'shell', text: curlSnippet(base, 'Hello') }],
};

export const CLIENTS: readonly Client[] = [...LITELLM, ...SDKS, ...CODING_AGENTS, CURL];

function curlSnippet(base: string, content: string): string {
  return `curl ${base}/v1/chat/completions \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "gpt-4.1-mini",
    "messages": [{"role": "user", "content": "${content}"}],
    "metadata": {"agent_name": "checkout-helper"}
  }'
`;
}

/** A request that the default policies object to: the number is the well-known test card of payment providers. */
export function testViolation(base: string): Snippet {
  return { name: 'shell', language: 'shell', text: curlSnippet(base, 'My card is 4242 4242 4242 4242') };
}

/** What the first run shows: the shortest way for each kind of person. */
export const FIRST_STEPS: readonly { readonly name: string; readonly client: string }[] = [
  { name: 'Environment', client: 'litellm-proxy' },
  { name: 'Python', client: 'openai-python' },
  { name: 'TypeScript', client: 'openai-typescript' },
  { name: 'curl', client: 'curl' },
];

export function clientById(id: string): Client {
  const found = CLIENTS.find((client) => client.id === id) ?? CLIENTS[0];
  if (found === undefined) throw new Error('There are no clients.');
  return found;
}

/** The snippet that matters most. */
export function firstSnippet(client: Client, place: Place): Snippet {
  const [first] = client.snippets(place);
  if (first === undefined) throw new Error(`${client.id} has no snippet.`);
  return first;
}
