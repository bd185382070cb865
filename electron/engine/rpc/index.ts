export { AktoToken, type SecretKeeper } from './akto-token.ts';
export { type CallParts, engineCalls } from './engine-calls.ts';
export { type StatusParts, engineStatus } from './status.ts';
export { pushSyncTo } from './sync-calls.ts';
export { type WindowChannel, linkWindow } from './window-link.ts';
export { Windows } from './windows.ts';
