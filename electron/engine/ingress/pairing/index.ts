/** Which messages of LiteLLM's hooks belong to one LLM call. Pure: no I/O, no clock of its own. */
export { type GivenUp, Pairing, type PairingOptions } from './pairing.ts';
export { plainText } from './pairing-key.ts';
export type { CallIdentity, HookRecord, Outcome, Placement, QuestionPlacement, RecordIdentity } from './record.ts';
