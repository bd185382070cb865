// `npm run fuzz:redos`: checks Node before a line of TypeScript is read.
import './lib/check-node.mjs';

const { main } = await import('./redos/main.ts');
process.exitCode = main(process.argv.slice(2));
