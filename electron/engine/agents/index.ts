/** Who sent it (contract-akto.md section 3): naming, identity, sessions. Pure: asking LiteLLM is the caller's. */
export { aktoCollectionId, sanitizeAgentName } from './naming.ts';
export { identify } from './identify.ts';
export type { Identity, IdentifyInput } from './identify.ts';
export { identifyHook } from './hook-identity.ts';
export type { HookIdentityInput } from './hook-identity.ts';
export { conversationKey, sessionOf } from './session.ts';
export type { PrefixPart } from './session.ts';
export { credentialOf } from './credential.ts';
export { keyAliasesOf } from './litellm-keys.ts';
export type { KeyAliases } from './litellm-keys.ts';
