/**
 * A process that stores exchanges until it is killed: `node victim.ts FOLDER`. Says on stdout, a JSON line a commit,
 * which rows are committed.
 */
import { openStore } from '../index.ts';
import { asking, closed, finding, opened } from './records.ts';

const store = await openStore({ folder: process.argv[2] ?? '', modeOverrides: {} });
store.onCommit((event) => {
  process.stdout.write(`${JSON.stringify(event.rows.map(({ id, state }) => [id, state]))}\n`);
});
const run = crypto.randomUUID().slice(0, 8);
for (let index = 0; ; index += 1) {
  store.open(opened(`${run}-${index}`, { agent: `agent-${index % 3}`, startedAt: Date.now() }));
  if (index % 5 === 0) store.setAgent({ id: `${run}-${index}`, agent: 'renamed', agentSource: 'key-alias' });
  // Some stay open for good, the others end while later ones begin.
  if (index >= 20 && index % 7 !== 0) {
    store.close(
      closed(`${run}-${index - 20}`, {
        request: asking('words '.repeat(500)),
        findings: index % 4 === 0 ? [finding()] : [],
      }),
    );
  }
  if (index % 50 === 0) {
    await store.whenRoom();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
