import type { Client, Place, Snippet } from './client.ts';

/** Where LiteLLM itself is put: in front of it, or with one of the three ways in which it asks for verdicts. */
export const LITELLM: readonly Client[] = [
  {
    id: 'litellm-proxy',
    group: 'Gateways and guardrails',
    name: 'LiteLLM gateway',
    hint: 'base URL of the agents',
    title: 'In front of a LiteLLM gateway',
    lead: 'LiteLLM keeps its port, Sluice forwards to it. Agents only get another base URL; their keys go through untouched.',
    note: 'Settings says where LiteLLM is. Key and team aliases become the names of agents by themselves.',
    door: 'gateway',
    snippets: ({ base }) => [
      {
        name: 'shell',
        language: 'shell',
        text: `export OPENAI_BASE_URL=${base}/v1\nexport ANTHROPIC_BASE_URL=${base}\n`,
      },
    ],
  },
  {
    id: 'litellm-akto',
    group: 'Gateways and guardrails',
    name: 'LiteLLM built-in',
    hint: 'guardrail: akto',
    title: 'LiteLLM’s built-in guardrail for Akto',
    lead: 'LiteLLM asks Sluice before the model answers and after it. No file is needed; a denial is a 403.',
    note: 'LiteLLM leaves out a guardrail whose lines it cannot read, and only logs it: it is connected when the list below is green.',
    door: 'guardrail-api',
    asks: true,
    snippets: (place) => [
      {
        name: 'config.yaml',
        language: 'yaml',
        say: 'Beside model_list:',
        text: `guardrails:
  - guardrail_name: sluice
    litellm_params:
      guardrail: akto
      mode: [pre_call, post_call]
      akto_base_url: os.environ/AKTO_GUARDRAIL_API_BASE
      akto_api_key: os.environ/AKTO_API_KEY
      unreachable_fallback: ${place.mode === 'block' ? 'fail_closed' : 'fail_open'}
      guardrail_timeout: 5
      default_on: true
`,
      },
      {
        name: '.env',
        language: 'shell',
        text: `AKTO_GUARDRAIL_API_BASE=${reach(place)}\nAKTO_API_KEY=${place.token}\n`,
      },
      ...compose(place),
    ],
  },
  {
    id: 'litellm-generic',
    group: 'Gateways and guardrails',
    name: 'LiteLLM generic',
    hint: 'guardrail API',
    title: 'LiteLLM’s generic guardrail API',
    lead: 'LiteLLM asks Sluice before and after; chat streams are masked in flight. A denial is a 400 with the reason.',
    note: 'LiteLLM leaves out a guardrail whose lines it cannot read, and only logs it: it is connected when the list below is green.',
    door: 'guardrail-api',
    asks: true,
    snippets: (place) => [
      {
        name: 'config.yaml',
        language: 'yaml',
        say: 'Beside model_list:',
        text: `guardrails:
  - guardrail_name: sluice
    litellm_params:
      guardrail: generic_guardrail_api
      mode: [pre_call, post_call]
      api_base: os.environ/SLUICE_URL
      api_key: os.environ/SLUICE_TOKEN
      timeout: 5
      unreachable_fallback: ${place.mode === 'block' ? 'fail_closed' : 'fail_open'}
      streaming_transform_mode: incremental_diff
      default_on: true
`,
      },
      {
        name: '.env',
        language: 'shell',
        text: `SLUICE_URL=${reach(place)}\nSLUICE_TOKEN=${place.token}\n`,
      },
      ...compose(place),
    ],
  },
  {
    id: 'litellm-hook',
    group: 'Gateways and guardrails',
    name: 'Akto hook file',
    hint: 'custom_hooks.py',
    title: 'The hook file beside config.yaml',
    lead: 'LiteLLM loads it and asks Sluice about every call, on every endpoint, answers included. It reads the variables of Akto’s own hook.',
    note: 'LiteLLM has loaded it when its log says "GuardrailsHandler initialized | sync_mode=True". SYNC_MODE=false only tells Sluice afterwards. When Sluice cannot be reached, calls go through.',
    door: 'guardrail-api',
    asks: true,
    hook: true,
    snippets: (place) => [
      {
        name: 'config.yaml',
        language: 'yaml',
        say: 'In LiteLLM’s config.yaml:',
        text: `litellm_settings:
  callbacks: [custom_hooks.proxy_handler_instance]
  drop_params: true
  set_verbose: false
  request_timeout: 600
  num_retries: 2
`,
      },
      {
        name: '.env',
        language: 'shell',
        text: `DATA_INGESTION_SERVICE_URL=${reach(place)}
AKTO_API_TOKEN=${place.token}
SYNC_MODE=${place.mode === 'block'}
TIMEOUT=5
LITELLM_URL=${place.upstream}
`,
      },
      ...compose(place, 'custom_hooks.py'),
    ],
  },
];

/** Docker's name for the machine outside. */
export const CONTAINER_HOST = 'host.docker.internal';

function reach({ base, container }: Place): string {
  return container ? base.replace(/127\.0\.0\.1|localhost/, CONTAINER_HOST) : base;
}

/** The lines of docker-compose.yml; none for a LiteLLM that runs on this machine. */
function compose({ container }: Place, ...files: readonly string[]): Snippet[] {
  if (!container) return [];
  const volumes = ['config.yaml', ...files].map((file) => `      - ./${file}:/app/${file}\n`).join('');
  return [
    {
      name: 'docker-compose.yml',
      language: 'yaml',
      text: `services:
  litellm:
    image: ghcr.io/berriai/litellm:main-stable
    command: ["--config", "/app/config.yaml", "--port", "4000"]
    ports: ["4000:4000"]
    env_file: [.env]
    extra_hosts: ["${CONTAINER_HOST}:host-gateway"]
    volumes:
${volumes}`,
    },
  ];
}
