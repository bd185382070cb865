import { type Client, NAMING } from './client.ts';

const UNTOUCHED = 'Your key goes through untouched and is never stored.';
const NAMING_HEADER =
  'The header x-agent-name names the agent wherever the answer comes from; through LiteLLM metadata.agent_name does too. Without both: the LiteLLM key alias, its team, then the host.';

/** Clients that are a library: their base URL changes. */
export const SDKS: readonly Client[] = [
  {
    id: 'openai-python',
    group: 'SDKs',
    name: 'OpenAI, Python',
    hint: 'base_url',
    title: 'OpenAI SDK for Python',
    lead: `Two arguments change. ${UNTOUCHED}`,
    note: NAMING,
    door: 'gateway',
    snippets: ({ base }) => [
      {
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
      },
      environment(`export OPENAI_BASE_URL=${base}/v1`),
    ],
  },
  {
    id: 'openai-typescript',
    group: 'SDKs',
    name: 'OpenAI, TypeScript',
    hint: 'baseURL',
    title: 'OpenAI SDK for TypeScript',
    lead: `One option changes. ${UNTOUCHED}`,
    note: NAMING,
    door: 'gateway',
    snippets: ({ base }) => [
      {
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
      },
      environment(`export OPENAI_BASE_URL=${base}/v1`),
    ],
  },
  {
    id: 'anthropic-python',
    group: 'SDKs',
    name: 'Anthropic, Python',
    hint: 'base_url',
    title: 'Anthropic SDK for Python',
    lead: `One argument changes, without /v1 at its end. ${UNTOUCHED}`,
    note: NAMING_HEADER,
    door: 'gateway',
    snippets: ({ base }) => [
      {
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
    # Through LiteLLM, instead of the header:
    # extra_body={"metadata": {"agent_name": "checkout-helper"}},
)
print(answer.content[0].text)
`,
      },
      environment(`export ANTHROPIC_BASE_URL=${base}`),
    ],
  },
  {
    id: 'anthropic-typescript',
    group: 'SDKs',
    name: 'Anthropic, TypeScript',
    hint: 'baseURL',
    title: 'Anthropic SDK for TypeScript',
    lead: `One option changes, without /v1 at its end. ${UNTOUCHED}`,
    note: NAMING_HEADER,
    door: 'gateway',
    snippets: ({ base }) => [
      {
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
  // Through LiteLLM, instead of the header (the SDK's types do not know it):
  // metadata: { agent_name: 'checkout-helper' } as object,
});
console.log(answer.content);
`,
      },
      environment(`export ANTHROPIC_BASE_URL=${base}`),
    ],
  },
  {
    id: 'langchain',
    group: 'SDKs',
    name: 'LangChain',
    hint: 'base_url',
    title: 'LangChain for Python',
    lead: `Two arguments change. ${UNTOUCHED}`,
    note: NAMING,
    door: 'gateway',
    snippets: ({ base }) => [
      {
        name: 'app.py',
        language: 'python',
        text: `import os
from langchain_openai import ChatOpenAI

model = ChatOpenAI(
    model="gpt-4.1-mini",
    base_url="${base}/v1",
    api_key=os.environ["OPENAI_API_KEY"],
    extra_body={"metadata": {"agent_name": "checkout-helper"}},
)
print(model.invoke("Hello").content)
`,
      },
    ],
  },
  {
    id: 'litellm-sdk',
    group: 'SDKs',
    name: 'LiteLLM SDK',
    hint: 'api_base',
    title: 'LiteLLM SDK for Python',
    lead: `One argument changes. ${UNTOUCHED}`,
    note: NAMING,
    door: 'gateway',
    snippets: ({ base }) => [
      {
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
      },
    ],
  },
];

function environment(line: string) {
  return { name: 'shell', language: 'shell', text: `${line}\n`, say: 'Or without touching code:' } as const;
}
