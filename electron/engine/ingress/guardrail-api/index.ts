/** Hooks and guardrails that ask us for verdicts: Akto's wire format and LiteLLM's generic guardrail API. */
export { type GuardrailServer, serveGuardrail } from './endpoints.ts';
export { GuardrailPipeline } from './guardrail-pipeline.ts';
export { guardrailEndpoint } from './paths.ts';
