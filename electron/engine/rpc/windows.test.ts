import { expect, test } from 'vitest';

import type { CommitEvent } from '../store/index.ts';
import { OpenExchanges, OpenRows } from '../traffic/index.ts';
import { Windows, type WindowsParts } from './windows.ts';

/** Windows on a store that only knows who listens to its commits. */
function windowsOn() {
  const listeners = new Set<(event: CommitEvent) => void>();
  const subscribe = (listener: (event: CommitEvent) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const silent = () => () => undefined;
  const changes: (() => void)[] = [];
  const parts = {
    store: { onCommit: subscribe, onError: silent },
    settings: {
      onChange: (tell: () => void) => {
        changes.push(tell);
        return () => undefined;
      },
      describe: () => [{ name: 'mode', value: 'log' }],
    },
    book: { onChange: silent },
    desk: { onChange: silent },
    calls: () => ({}),
    openRows: new OpenRows(new OpenExchanges()),
  };
  const windows = new Windows(parts as unknown as WindowsParts);
  const attach = () => {
    const frames: unknown[] = [];
    const detach = windows.attach({ post: (frame) => frames.push(frame), onFrame: () => undefined });
    return { frames, detach };
  };
  const commit = () => {
    for (const listener of listeners) listener({ rows: [], collections: [] } as unknown as CommitEvent);
  };
  const change = () => changes.forEach((tell) => tell());
  return { windows, listeners, attach, commit, change };
}

test('commits are listened to while a window is open, once for all of them', () => {
  const { windows, listeners, attach, commit } = windowsOn();
  expect(listeners.size).toBe(0);
  const [first, second] = [attach(), attach()];
  expect(listeners.size).toBe(1);
  commit();
  expect([first.frames.length, second.frames.length]).toEqual([1, 1]);

  first.detach();
  expect(listeners.size).toBe(1);
  second.detach();
  expect(listeners.size).toBe(0);

  const third = attach();
  commit();
  expect(third.frames).toHaveLength(1);
  windows.dispose();
  expect(listeners.size).toBe(0);
});

test('a setting that changed is told to every window, whoever changed it', () => {
  const { attach, change } = windowsOn();
  const windows = [attach(), attach()];
  change();
  for (const { frames } of windows) {
    expect(JSON.stringify(frames)).toContain('[{"name":"mode","value":"log"}]');
  }
});
