/** The snippet of each client, with the address Sluice really listens on. */

export interface Snippet {
  /** File name or `shell`. */
  readonly name: string;
  readonly language: 'shell' | 'python' | 'typescript' | 'yaml';
  readonly text: string;
}

export interface Client {
  readonly id: string;
  readonly group: 'Gateways' | 'SDKs' | 'Anything else';
  readonly name: string;
  readonly hint: string;
  readonly title: string;
  readonly lead: string;
  readonly note: string;
  snippet(base: string): Snippet;
}

const NAMING = 'No agent_name? Then the LiteLLM key alias names the agent, then its team, then the host.';
const NAMING_HEADER =
  'The header x-agent-name names the agent. Without it: the LiteLLM key alias, its team, then the host.';

export const CLIENTS: readonly Client[] = [
  {
    id: 'litellm-proxy',
    group: 'Gateways',
    name: 'LiteLLM gateway',
    hint: 'base URL of the agents',
    title: 'In front of a LiteLLM gateway',
    lead: 'LiteLLM keeps its port, Sluice forwards to it. Agents only get another base URL; their keys go through untouched.',
    note: 'Settings says where LiteLLM is. Key and team aliases become the names of agents by themselves.',
    snippet: (base) => ({
      name: 'shell',
      language: 'shell',
      text: `export OPENAI_BASE_URL=${base}/v1\nexport ANTHROPIC_BASE_URL=${base}\n`,
    }),
  },
  {
    id: 'litellm-sdk',
    group: 'Gateways',
    name: 'LiteLLM SDK',
    hint: 'api_base',
    title: 'LiteLLM SDK for Python',
    lead: 'One argument changes. Your key goes through untouched and is never stored.',
    note: NAMING,
    snippet: (base) => ({
      name: 'app.py',
      language: 'python',
      text: `import os
from litellm import completion

answer = completion(
    model="openai/gpt-4.1-mini",
    api_base="${base}/v1",
    api_key=os.environ["OPENAI_API_KEY"],
    messages=[{"role": "user", "content": "Hello"}],
    extra_body={"metadata": {"agent_name": "checkout-helper"}},
)
print(answer.choices[0].message.content)
`,
    }),
  },
  {
    id: 'openai-python',
    group: 'SDKs',
    name: 'OpenAI, Python',
    hint: 'base_url',
    title: 'OpenAI SDK for Python',
    lead: 'Two arguments change. Your key goes through untouched and is never stored.',
    note: NAMING,
    snippet: (base) => ({
      name: 'app.py',
      language: 'python',
      text: `import os
from openai import OpenAI

client = OpenAI(
    base_url="${base}/v1",
    api_key=os.environ["OPENAI_API_KEY"],
)
answer = client.chat.completions.create(
    model="gpt-4.1-mini",
    messages=[{"role": "user", "content": "Hello"}],
    extra_body={"metadata": {"agent_name": "checkout-helper"}},
)
print(answer.choices[0].message.content)
`,
    }),
  },
  {
    id: 'openai-typescript',
    group: 'SDKs',
    name: 'OpenAI, TypeScript',
    hint: 'baseURL',
    title: 'OpenAI SDK for TypeScript',
    lead: 'One option changes. Your key goes through untouched and is never stored.',
    note: 'Without metadata.agent_name the LiteLLM key alias names the agent, then its team, then the host.',
    snippet: (base) => ({
      name: 'app.ts',
      language: 'typescript',
      text: `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${base}/v1' });

const answer = await client.chat.completions.create({
  model: 'gpt-4.1-mini',
  messages: [{ role: 'user', content: 'Hello' }],
  metadata: { agent_name: 'checkout-helper' },
});
console.log(answer.choices[0].message.content);
`,
    }),
  },
  {
    id: 'anthropic-python',
    group: 'SDKs',
    name: 'Anthropic, Python',
    hint: 'base_url',
    title: 'Anthropic SDK for Python',
    lead: 'One argument changes, without /v1 at its end. Your key goes through untouched and is never stored.',
    note: NAMING_HEADER,
    snippet: (base) => ({
      name: 'app.py',
      language: 'python',
      text: `from anthropic import Anthropic

client = Anthropic(
    base_url="${base}",
    default_headers={"x-agent-name": "checkout-helper"},
)
answer = client.messages.create(
    model="claude-sonnet-4-5",
    max_tokens=512,
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.content[0].text)
`,
    }),
  },
  {
    id: 'anthropic-typescript',
    group: 'SDKs',
    name: 'Anthropic, TypeScript',
    hint: 'baseURL',
    title: 'Anthropic SDK for TypeScript',
    lead: 'One option changes, without /v1 at its end. Your key goes through untouched and is never stored.',
    note: NAMING_HEADER,
    snippet: (base) => ({
      name: 'app.ts',
      language: 'typescript',
      text: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({
  baseURL: '${base}',
  defaultHeaders: { 'x-agent-name': 'checkout-helper' },
});

const answer = await client.messages.create({
  model: 'claude-sonnet-4-5',
  max_tokens: 512,
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(answer.content);
`,
    }),
  },
  {
    id: 'curl',
    group: 'Anything else',
    name: 'curl',
    hint: 'one request',
    title: 'One request with curl',
    lead: 'Any client that lets you choose its base URL works the same way.',
    note: NAMING,
    snippet: (base) => ({ name: 'shell', language: 'shell', text: curlSnippet(base, 'Hello') }),
  },
];

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
