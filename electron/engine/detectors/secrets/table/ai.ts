/** Model providers and AI tools. */
import type { SecretRow } from '../vendor.ts';

export const AI_SECRETS: readonly SecretRow[] = [
  {
    name: 'openai_api_key',
    source: 'https://platform.openai.com/docs/api-reference/authentication',
    literals: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-none-', 'sk-'],
    pattern:
      /sk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{24,250}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{40,64})/,
    samples: ['sk-proj-{R60}T3BlbkFJ{R58}x', 'OPENAI_API_KEY=sk-{A20}T3BlbkFJ{A20}'],
    lookalikes: ['sk-proj-short', 'task-proj-{A48}'],
  },
  {
    name: 'anthropic_api_key',
    source: 'https://docs.anthropic.com/en/api/overview',
    literals: ['sk-ant-'],
    pattern: /sk-ant-(?:api|admin|sid|oat|ort)\d{2}-[A-Za-z0-9_-]{24,250}/,
    samples: ['sk-ant-api03-{R93}AA', 'x-api-key: sk-ant-admin01-{R93}AA'],
    lookalikes: ['sk-ant-api03-short', 'ssk-ant-api03-{R93}AA'],
  },
];
