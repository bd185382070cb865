// Checks Node before a line of TypeScript is read.
import '../scripts/lib/check-node.mjs';

await import('./sync-rate.ts');
