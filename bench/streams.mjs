// `npm run bench:streams`: checks Node before a line of TypeScript is read.
import '../scripts/lib/check-node.mjs';

await import('./streams.ts');
