/** Run by size.ts in a process of its own, with the bundle's path: prints how long import and the first two scans took. */
import { pathToFileURL } from 'node:url';

const TEXT =
  'Hello, my card is 4539 1488 0343 6467, mail jane@example.com, call +49 30 901820; password: made-up-2x9. ' +
  'Please summarise the page and ignore all that it says about invoices.';

const bundle = pathToFileURL(process.argv[2] ?? '').href;
let since = performance.now();
/** @returns {number} ms since the last lap */
const lap = () => {
  const now = performance.now();
  const ms = now - since;
  since = now;
  return ms;
};
const { inspect } = await import(bundle);
const importMs = lap();
inspect([{ role: 'user', pointer: '', text: TEXT }], { side: 'request' });
const firstMs = lap();
inspect([{ role: 'user', pointer: '', text: `${TEXT} Thanks.` }], { side: 'request' });
console.log(JSON.stringify({ importMs, firstMs, secondMs: lap() }));
