import { type Client, type Place, type Snippet, NAMING } from './client.ts';

const HOOKS_SAY = 'Or let Akto’s hooks for it ask Sluice, which needs no other base URL:';

/** Programs that write code: their base URL changes, or Akto's hooks for them ask us. */
export const CODING_AGENTS: readonly Client[] = [
  {
    id: 'claude-code',
    group: 'Coding agents',
    name: 'Claude Code',
    hint: 'environment or hook',
    title: 'Claude Code',
    lead: 'The upstream has to speak the Messages API: LiteLLM does, and so does the vendor’s own address.',
    note: 'The header x-agent-name names the agent.',
    door: 'gateway',
    orHook: true,
    snippets: (place) => [
      {
        name: 'shell',
        language: 'shell',
        text: `export ANTHROPIC_BASE_URL=${place.base}\nexport ANTHROPIC_CUSTOM_HEADERS="x-agent-name: claude-code"\nclaude\n`,
      },
      hooks(place),
    ],
  },
  {
    id: 'cursor',
    group: 'Coding agents',
    name: 'Cursor',
    hint: 'hook',
    title: 'Cursor',
    lead: 'Cursor’s models answer from its own servers, which cannot reach this machine: its hooks ask Sluice instead.',
    note: 'Install Akto’s hooks for Cursor first; the collection is named after the device and the agent.',
    door: 'guardrail-api',
    snippets: (place) => [{ ...hooks(place), say: 'In the environment from which Cursor is started:' }],
  },
  {
    id: 'codex',
    group: 'Coding agents',
    name: 'Codex',
    hint: 'config file or hook',
    title: 'Codex',
    lead: 'A model provider of its own in the config file.',
    note: NAMING,
    door: 'gateway',
    orHook: true,
    snippets: (place) => [
      {
        name: 'config.toml',
        language: 'toml',
        say: 'In ~/.codex/config.toml:',
        text: `model_provider = "sluice"

[model_providers.sluice]
name = "Sluice"
base_url = "${place.base}/v1"
env_key = "OPENAI_API_KEY"
wire_api = "responses"
http_headers = { "x-agent-name" = "codex" }
`,
      },
      hooks(place),
    ],
  },
  {
    id: 'gemini-cli',
    group: 'Coding agents',
    name: 'Gemini CLI',
    hint: 'environment or hook',
    title: 'Gemini CLI',
    lead: 'The upstream has to speak the Gemini API: LiteLLM does.',
    note: 'The LiteLLM key alias names the agent, then its team, then the host.',
    door: 'gateway',
    orHook: true,
    snippets: (place) => [
      {
        name: 'shell',
        language: 'shell',
        text: `export GOOGLE_GEMINI_BASE_URL=${place.base}\nexport GEMINI_API_KEY=$LITELLM_KEY\ngemini\n`,
      },
      hooks(place),
    ],
  },
];

function hooks({ base, token }: Place): Snippet {
  return {
    name: 'shell',
    language: 'shell',
    say: HOOKS_SAY,
    text: `export AKTO_DATA_INGESTION_URL=${base}\nexport AKTO_API_TOKEN=${token}\n`,
  };
}
