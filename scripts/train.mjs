// Checks the Node that runs it before it loads TypeScript: an older one fails with a syntax error nobody understands.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(`Needs Node 22.19 or newer, this is ${process.versions.node}. Start it as: npm run train`);
  process.exit(1);
}
const { main } = await import('./train/main.ts');
process.exitCode = main(process.argv.slice(2));
