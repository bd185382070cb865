/** Part of every cache key of findings: changes whenever a rule may speak differently. */
export const RULES_VERSION = '2026.11-21';
