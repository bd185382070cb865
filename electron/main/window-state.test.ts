import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { loadWindowState, parseWindowState, placeWindow, saveWindowState } from './window-state.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };

test('a saved window opens where it was', () => {
  const bounds = { x: 100, y: 50, width: 1400, height: 900 };
  expect(placeWindow(bounds, [SCREEN])).toEqual(bounds);
});

test('a window on a display that is gone is placed anew', () => {
  const bounds = { x: 2_500, y: 50, width: 1400, height: 900 };
  expect(placeWindow(bounds, [SCREEN, { ...SCREEN, x: 1920 }])).toEqual(bounds);
  expect(placeWindow(bounds, [SCREEN])).toBeNull();
  expect(placeWindow({ ...bounds, x: 0, y: -400 }, [SCREEN])).toBeNull();
  expect(placeWindow(null, [SCREEN])).toBeNull();
});

test('it is neither smaller than the minimum nor larger than its display', () => {
  expect(placeWindow({ x: 0, y: 0, width: 300, height: 200 }, [SCREEN])).toMatchObject({ width: 1080, height: 680 });
  const placed = placeWindow({ x: 0, y: 0, width: 4_000, height: 3_000 }, [SCREEN]);
  expect(placed).toMatchObject({ width: 1920, height: 1080 });
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"bounds":{"x":1}}',
  '{"bounds":{"x":0,"y":0,"width":0,"height":5}}',
  '{"bounds":7}',
])('unreadable state counts as none: %s', (text) => {
  expect(parseWindowState(text)).toEqual({ bounds: null, maximized: false });
});

test('what was saved is read back; a folder that cannot be written is no error', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-window-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'profile', 'window-state.json');
  expect(loadWindowState(file)).toEqual({ bounds: null, maximized: false });
  const state = { bounds: { x: 1, y: 2, width: 1300, height: 800 }, maximized: true };
  saveWindowState(file, state);
  expect(loadWindowState(file)).toEqual(state);
  writeFileSync(join(folder, 'a-file'), '');
  saveWindowState(join(folder, 'a-file', 'state.json'), state);
});
