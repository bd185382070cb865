import { expect, onTestFinished, test } from 'vitest';

import type { Part } from '../../../shared/domain/index.ts';
import { createInspector, inspect } from './index.ts';
import type { InspectorOptions } from './inspector.ts';

function inspectorFor(options: InspectorOptions = {}) {
  const inspector = createInspector(options);
  onTestFinished(() => inspector.close());
  return inspector;
}

const say = (text: string): Part[] => [{ role: 'user', pointer: '/messages/0/content', text }];
const HANGING = { file: new URL('./test-support/hanging-worker.ts', import.meta.url) };
const LATER = { urgent: false };

test('the thread finds what the calling thread finds, each call its own, in batches or not', async () => {
  const inspector = inspectorFor({ deadlineMs: 60_000 });
  const texts = Array.from({ length: 150 }, (_, index) =>
    index % 3 === 0 ? `write to user${index}@example.org` : `plain ${index} `.repeat(index * 10),
  );
  const all = await Promise.all(
    texts.map((text, index) => inspector.inspect(say(text), { side: 'request' }, { urgent: index % 7 === 0 })),
  );
  expect(all.map(({ findings }) => findings)).toEqual(
    texts.map((text) => inspect(say(text), { side: 'request' }).findings),
  );
  expect(all.some(({ partial }) => partial)).toBe(false);
});

test('one text that never ends spoils its own call, not those it was handed over with', async () => {
  const inspector = inspectorFor({ ...HANGING, deadlineMs: 1_500 });
  const calls = ['fine', 'hang', 'fine too'].map((text) => inspector.inspect(say(text), { side: 'request' }, LATER));
  expect((await Promise.all(calls)).map(({ partial }) => partial)).toEqual([false, true, false]);
});

test('one text that kills the thread fails alone, and the next call has a thread again', async () => {
  const inspector = inspectorFor(HANGING);
  const calls = ['fine', 'die', 'fine too'].map((text) => inspector.inspect(say(text), { side: 'request' }, LATER));
  expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(calls[1]).rejects.toMatchObject({ code: 'internal' });
  expect(await inspector.inspect(say('fine'), { side: 'request' })).toMatchObject({ partial: false });
});

test('a call that somebody waits for is not scanned after its deadline; one that nobody waits for is', async () => {
  const inspector = inspectorFor(HANGING);
  const slow = inspector.inspect(say('slow'), { side: 'request', deadlineMs: 10_000 });
  const options = { side: 'request', deadlineMs: 1_000 } as const;
  const urgent = inspector.inspect(say('urgent'), options);
  const later = inspector.inspect(say('later'), options, LATER);
  expect((await Promise.all([slow, urgent, later])).map(({ partial }) => partial)).toEqual([false, true, false]);
});

test('closing rejects what is under way and what comes after', async () => {
  const inspector = createInspector(HANGING);
  const under = inspector.inspect(say('hang'), { side: 'request' });
  const queued = inspector.inspect(say('fine'), { side: 'request' });
  const ended = Promise.allSettled([under, queued]);
  await inspector.close();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(inspector.inspect(say('fine'), { side: 'request' })).rejects.toMatchObject({ code: 'engine_stopping' });
});
