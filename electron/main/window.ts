import { join } from 'node:path';

import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';

import { APP_ORIGIN } from './app-protocol.ts';
import { DEFAULT_SIZE, MINIMUM_SIZE, loadWindowState, placeWindow, saveWindowState } from './window-state.ts';

export interface WindowFiles {
  readonly preload: string;
  readonly icon: string;
  readonly state: string;
}

/** Before the page paints: the design's frame surface. */
const GROUND = { dark: '#0d1116', light: '#f1f3f5' } as const;

/** Opens the window where it was left; its page is loaded, its place remembered. */
export function openWindow(files: WindowFiles): BrowserWindow {
  const saved = loadWindowState(files.state);
  const place = placeWindow(
    saved.bounds,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...(place ?? DEFAULT_SIZE),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Sluice',
    icon: files.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    titleBarStyle: process.platform === 'darwin' ? 'hiddenInset' : 'default',
    autoHideMenuBar: true,
    webPreferences: {
      preload: files.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (saved.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('will-prevent-unload', (event) => {
    if (leavesUnsaved(window)) event.preventDefault();
  });
  window.on('close', () => {
    saveWindowState(files.state, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** The page has an unsaved edit and would rather stay; a browser asks by itself, we have to. */
function leavesUnsaved(window: BrowserWindow): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: 'A policy has unsaved changes.',
    detail: 'They are lost when the window closes.',
    buttons: ['Keep editing', 'Close without saving'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}

/** Brings the window to the front. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Where the window's files are: beside main's bundle, in the checkout as in the archive. */
export function windowFiles(bundleFolder: string, profileFolder: string): WindowFiles {
  return {
    preload: join(bundleFolder, 'preload.cjs'),
    icon: join(bundleFolder, '../../build/icon.png'),
    state: join(profileFolder, 'window-state.json'),
  };
}
