// `npm run secret-rules`: checks Node before a line of TypeScript is read.
import './lib/check-node.mjs';

await import('./secret-rules/main.ts');
