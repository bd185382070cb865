import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Of the window when it is not maximised, in device-independent pixels. */
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
}

export const MINIMUM_SIZE = { width: 1080, height: 680 } as const;
export const DEFAULT_SIZE = { width: 1440, height: 900 } as const;
const NOTHING_SAVED: WindowState = { bounds: null, maximized: false };

/** How much of a window must lie on a display for a person to be able to grab it. */
const GRABBABLE = 64;

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Partial<Record<keyof Rectangle, unknown>>;
  return [x, y, width, height].every((side) => Number.isSafeInteger(side)) && Number(width) > 0 && Number(height) > 0;
}

/** Reads the saved state; anything unreadable counts as nothing saved. */
export function parseWindowState(text: string): WindowState {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return NOTHING_SAVED;
    const { bounds, maximized } = value as { bounds?: unknown; maximized?: unknown };
    return { bounds: isRectangle(bounds) ? bounds : null, maximized: maximized === true };
  } catch {
    return NOTHING_SAVED;
  }
}

/**
 * The bounds to open with: as saved when enough of it still lies on a display, never smaller than the minimum nor
 * larger than that display.
 * @param workAreas of all displays
 * @returns null: let the system place a window of the default size
 */
export function placeWindow(saved: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle | null {
  if (saved === null) return null;
  const area = workAreas.find(({ x, y, width, height }) => {
    const across = Math.min(saved.x + saved.width, x + width) - Math.max(saved.x, x);
    // The title bar is what one grabs.
    return across >= GRABBABLE && saved.y >= y && saved.y <= y + height - GRABBABLE;
  });
  if (area === undefined) return null;
  return {
    x: saved.x,
    y: saved.y,
    width: Math.max(MINIMUM_SIZE.width, Math.min(saved.width, area.width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(saved.height, area.height)),
  };
}

export function loadWindowState(file: string): WindowState {
  try {
    return parseWindowState(readFileSync(file, 'utf8'));
  } catch {
    return NOTHING_SAVED;
  }
}

/** Written whole or not at all. A failure is not worth a word: the window opens at its default place. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // Read-only profile: nothing to remember.
  }
}
