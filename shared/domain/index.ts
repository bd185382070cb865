/** The words of the house (ARCHITECTURE.md "Words"), as types. */
export * from './approval.ts';
export * from './collection.ts';
export * from './conversation.ts';
export * from './detector.ts';
export * from './exchange.ts';
export * from './finding.ts';
export * from './playground.ts';
export * from './policy.ts';
export * from './preset.ts';
export * from './replay.ts';
export * from './settings.ts';
export * from './status.ts';
export * from './sync.ts';
export * from './sync-status.ts';
export * from './upstream.ts';
export * from './verdict.ts';
export * from './violation.ts';
