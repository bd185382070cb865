export { GuardrailPipeline } from './guardrail-api/index.ts';
export { gatewayRoutes, liteLLMHosts } from './gateway/routes.ts';
export { sameToken } from './access.ts';
export { type Listener, findFreePort, listen } from './listener.ts';
export { onePort } from './one-port.ts';
