import { spawnSync } from 'node:child_process';

import { expect, test } from 'vitest';

const FILE = new URL('./outlive.ts', import.meta.url).href;

/** What a process does that runs `body`. */
function run(body: string) {
  const script = `import { outliveRejections } from ${JSON.stringify(FILE)};
    outliveRejections((line) => process.stderr.write(line));
    function careless() { void Promise.reject(${body}); }
    careless();
    setTimeout(() => console.log('still here'), 20);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('a process goes on after a rejection nobody listened to, and says where it was, not what it said', () => {
  const { status, stdout, stderr } = run(`new TypeError('my password is hunter2\\n    at hunter2')`);
  expect([status, stdout]).toEqual([0, 'still here\n']);
  expect(stderr).toMatch(/^sluice: went on after TypeError at careless/);
  expect(stderr).not.toContain('hunter2');
});

test('what is no error is told by its kind', () => {
  const { status, stderr } = run(`'hunter2'`);
  expect([status, stderr]).toEqual([0, 'sluice: went on after a rejection that is no error (string)\n']);
});
