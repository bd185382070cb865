import type { PolicyPreset } from '../../../../shared/domain/index.ts';
import { ALERT_THRESHOLD, BLOCK_THRESHOLD } from '../../detectors/index.ts';
import { presetPolicy, rules, withConfidence } from './make.ts';

const INJECTION = 'owasp-prompt-injection';
const DISCLOSURE = 'owasp-sensitive-information';
const OUTPUT = 'owasp-output-handling';
const AGENCY = 'owasp-excessive-agency';
const CONSUMPTION = 'owasp-unbounded-consumption';

/** OWASP Top 10 for LLM Applications 2025 (genai.owasp.org). */
export const OWASP_LLM: PolicyPreset = {
  id: 'owasp-llm',
  name: 'OWASP LLM Top 10',
  edition: '2025',
  description: 'The ten risks of applications with language models: what a guardrail in the path can do about each.',
  policies: [
    presetPolicy({
      id: INJECTION,
      name: 'OWASP: prompt injection',
      description:
        'Text of users, tools and files that gives the agent new instructions is stopped; doubtful text is reported.',
      severity: 'high',
      rules: [
        withConfidence('injection.*', BLOCK_THRESHOLD, 'block', 'none', 'user', 'tool'),
        withConfidence('injection.*', ALERT_THRESHOLD, 'alert', 'none', 'user', 'tool'),
      ],
      advice: 'Leave out the text that gives the agent new instructions.',
    }),
    presetPolicy({
      id: DISCLOSURE,
      name: 'OWASP: sensitive information',
      description: 'Credentials are stopped, personal data is masked and put back into the answer.',
      severity: 'critical',
      rules: [
        ...rules('block', 'mask', 'secret.*', 'password', 'jwt', 'url_credentials'),
        ...rules('mask', 'alert', 'credit_card', 'cvv', 'ssn', 'iban', 'passport', 'email', 'phone_number'),
      ],
      restoreInAnswer: true,
      advice: 'Remove the credential, or refer to it by name.',
    }),
    presetPolicy({
      id: OUTPUT,
      name: 'OWASP: output handling',
      description:
        'Answers that leak the system prompt, carry data out in a link or bring active code are reported or stopped.',
      severity: 'high',
      rules: [
        withConfidence('injection.leakage', ALERT_THRESHOLD, 'none', 'alert', 'assistant'),
        withConfidence('injection.exfiltration', BLOCK_THRESHOLD, 'none', 'block', 'assistant'),
      ],
      patterns: [
        {
          name: 'Active markup',
          pattern: '<script[\\s>]|javascript:[^\\s]{3}|<iframe[\\s>]|\\bon(?:error|load)\\s*=',
          onRequest: 'none',
          onResponse: 'alert',
          roles: ['assistant'],
        },
      ],
      advice: 'Ask for the answer as plain text.',
    }),
    presetPolicy({
      id: AGENCY,
      name: 'OWASP: excessive agency',
      description:
        'Tools that run commands or destroy things need the approval of a person. Adapt the names to your tools.',
      severity: 'high',
      tools: {
        allow: [],
        deny: ['*delete*', '*drop*', '*destroy*', '*transfer*', '*payment*', '*send_email*'],
        onRequest: 'alert',
        onResponse: 'approval',
      },
      advice: 'Ask a person to do this step.',
    }),
    presetPolicy({
      id: CONSUMPTION,
      name: 'OWASP: unbounded consumption',
      description:
        'Very long prompts and sessions with very many tool calls are held back until somebody releases them.',
      severity: 'medium',
      tokenLimit: { maxTokens: 200_000, onRequest: 'warn', onResponse: 'none' },
      toolCallLimit: { perSession: 500, onRequest: 'warn', onResponse: 'none' },
      advice: 'Start a new session, or send less text.',
    }),
  ],
  controls: [
    {
      id: 'LLM01:2025',
      title: 'Prompt Injection',
      coveredBy: [{ policyId: INJECTION, rule: 'injection.*' }],
      note: 'Direct and indirect, in a dozen languages and disguises. Images are not read.',
    },
    {
      id: 'LLM02:2025',
      title: 'Sensitive Information Disclosure',
      coveredBy: [
        { policyId: DISCLOSURE, rule: 'secret.*' },
        { policyId: DISCLOSURE, rule: 'credit_card' },
        { policyId: DISCLOSURE, rule: 'email' },
      ],
      note: 'In both directions. What a model was trained with is its provider’s.',
    },
    {
      id: 'LLM03:2025',
      title: 'Supply Chain',
      coveredBy: [],
      note: 'Models, adapters and packages are not examined. Limit models and MCP servers by a policy of your own.',
    },
    {
      id: 'LLM04:2025',
      title: 'Data and Model Poisoning',
      coveredBy: [],
      note: 'Happens in training, which does not pass here.',
    },
    {
      id: 'LLM05:2025',
      title: 'Improper Output Handling',
      coveredBy: [
        { policyId: OUTPUT, rule: 'injection.exfiltration' },
        { policyId: OUTPUT, rule: 'owasp-output-handling.pattern.active-markup' },
      ],
      note: 'Links that carry data out and active markup. Whoever shows an answer must still escape it.',
    },
    {
      id: 'LLM06:2025',
      title: 'Excessive Agency',
      coveredBy: [{ policyId: AGENCY, rule: 'owasp-excessive-agency.tool' }],
      note: 'Calls of tools with such names wait for a person. Give agents no tools and rights they do not need.',
    },
    {
      id: 'LLM07:2025',
      title: 'System Prompt Leakage',
      coveredBy: [
        { policyId: INJECTION, rule: 'injection.*' },
        { policyId: OUTPUT, rule: 'injection.leakage' },
      ],
      note: 'Attempts to extract it, and answers that look like it. Keep secrets out of it.',
    },
    {
      id: 'LLM08:2025',
      title: 'Vector and Embedding Weaknesses',
      coveredBy: [{ policyId: INJECTION, rule: 'injection.*' }],
      note: 'Retrieved text is judged as untrusted. Access to the vector store is not controlled here.',
    },
    {
      id: 'LLM09:2025',
      title: 'Misinformation',
      coveredBy: [],
      note: 'Whether an answer is true is not judged.',
    },
    {
      id: 'LLM10:2025',
      title: 'Unbounded Consumption',
      coveredBy: [
        { policyId: CONSUMPTION, rule: 'owasp-unbounded-consumption.token-limit' },
        { policyId: CONSUMPTION, rule: 'owasp-unbounded-consumption.tool-call-limit' },
      ],
      note: 'Size of prompts and tool calls of a session. Requests per minute are for the provider or LiteLLM to limit.',
    },
  ],
};
