/** The desktop application: owns the engine's process and the window; never opens the store nor reads traffic. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type BrowserWindow, app, ipcMain, protocol, safeStorage, session } from 'electron';

import { LOGS_FOLDER } from '../../shared/data-folder.ts';
import { HOST_CHANNELS } from '../../shared/rpc/host-bridge.ts';
import { APP_SCHEME, createAppHandler } from './app-protocol.ts';
import { recordCrash } from './crash-log.ts';
import { chooseRuntime, startUnderNode } from './engine-process.ts';
import { EngineSupervisor } from './engine-supervisor.ts';
import { startInElectron } from './engine-utility.ts';
import { KeptSecret } from './kept-secret.ts';
import { setMenu } from './menu.ts';
import { isFromOurPage, lockContents, lockSession } from './page-security.ts';
import { Notifier } from './notifier.ts';
import { showNote } from './show-note.ts';
import { ModeTray } from './tray.ts';
import { WindowRelay } from './window-relay.ts';
import { openWindow, showWindow, windowFiles } from './window.ts';

const bundleFolder = fileURLToPath(new URL('.', import.meta.url));

// One application a data folder: its profile, and with it the single-instance lock, lies in there.
const { SLUICE_DATA: chosenData = '' } = process.env;
if (chosenData !== '') app.setPath('userData', resolve(chosenData, 'desktop'));
const dataFolder = chosenData === '' ? join(app.getPath('userData'), 'data') : resolve(chosenData);
const crashLog = join(dataFolder, LOGS_FOLDER, 'crash.log');

protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
// Root must start us with --no-sandbox; with both, Chromium's own helpers would refuse to run.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

const supervisor = new EngineSupervisor({
  startProcess(port) {
    const runtime = chooseRuntime(process.env.APP_NODE, process.versions.node);
    const start = {
      entry: join(bundleFolder, '../engine/main.mjs'),
      args: ['--host=electron', `--data=${dataFolder}`, ...(port === null ? [] : [`--port=${port}`])],
      env: process.env,
    };
    return runtime.kind === 'node' ? startUnderNode(runtime.path, start) : startInElectron(start);
  },
  clock: {
    now: Date.now,
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  },
  onPhase(phase) {
    if (phase.phase === 'running') tellSecrets();
    relay.enterPhase(phase);
    tray?.setPhase(phase);
    // An engine that fell has let go of whatever it held.
    if (phase.phase !== 'running') notifier.setApprovals([]);
  },
  onMessage(message) {
    if (message.type === 'frame') relay.fromEngine(message);
    else if (message.type === 'mode') tray?.setMode(message.mode);
    else if (message.type === 'approvals') {
      tray?.setApprovals(message.asks);
      notifier.setApprovals(message.asks);
    } else if (message.type === 'blocked') notifier.blocked(message);
    else if (message.type === 'keep-secret') keepToken(message.aktoToken);
  },
});
const relay = new WindowRelay((message) => supervisor.send(message), supervisor.phase);
/** The keychain can be asked once the app is ready, which is before the engine is started. */
let aktoToken: KeptSecret | null = null;

function tellSecrets(): void {
  if (aktoToken === null) return;
  supervisor.send({ type: 'secrets', aktoToken: aktoToken.value, durable: aktoToken.durable });
}

function keepToken(token: string | null): void {
  try {
    aktoToken?.set(token);
  } catch (error) {
    recordCrash(crashLog, 'keychain', error);
  }
}

const notifier = new Notifier({
  show: (note) => showNote(note, ensureWindow),
  isLooking: () => window?.isFocused() === true,
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
});

let tray: ModeTray | null = null;
let window: BrowserWindow | null = null;

/** How often a page that crashes is loaded again before its window stays as it is. */
const RELOADS = 3;
let reloads = 0;

function ensureWindow(): void {
  if (window !== null) {
    showWindow(window);
    return;
  }
  const opened = openWindow(windowFiles(bundleFolder, app.getPath('userData')));
  const contents = opened.webContents;
  const { id } = contents;
  window = opened;
  // Told by Chromium, not by the page: its first message may come before main knows which page it is from.
  contents.on('dom-ready', () => {
    const send = (channel: string, value: unknown) => {
      if (!contents.isDestroyed()) contents.send(channel, value);
    };
    relay.pageLoaded({ id, send });
  });
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) relay.windowClosed(id);
  });
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    relay.windowClosed(id);
    if (reason === 'clean-exit') return;
    recordCrash(crashLog, 'window', `${reason}, exit code ${exitCode}`);
    reloads += 1;
    if (reloads <= RELOADS) contents.reload();
  });
  opened.on('closed', () => {
    relay.windowClosed(id);
    window = null;
  });
}

function listen(): void {
  const ours =
    (handle: (event: Electron.IpcMainEvent, value: unknown) => void) =>
    (event: Electron.IpcMainEvent, value: unknown) => {
      if (isFromOurPage(event)) handle(event, value);
      else recordCrash(crashLog, 'refused', 'a message from a page that is not ours');
    };
  ipcMain.on(
    HOST_CHANNELS.frame,
    ours(({ sender }, frame) => relay.fromWindow(sender.id, frame)),
  );
  ipcMain.on(
    HOST_CHANNELS.restart,
    ours(() => supervisor.retry()),
  );
  ipcMain.on(
    HOST_CHANNELS.otherPort,
    ours((_event, port) => {
      if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port <= 65_535)
        supervisor.useOtherPort(port);
    }),
  );
}

function ready(): void {
  lockSession(session.defaultSession);
  protocol.handle(APP_SCHEME, createAppHandler(join(bundleFolder, '../renderer')));
  setMenu();
  listen();
  const actions = {
    showWindow: ensureWindow,
    setMode: (mode: 'block' | 'log') => supervisor.send({ type: 'set-mode', mode }),
    quit: () => app.quit(),
  };
  tray = new ModeTray(join(bundleFolder, '../../build'), actions, supervisor.phase);
  // Below the profile, not the data folder: it is of this user on this machine.
  aktoToken = new KeptSecret(join(app.getPath('userData'), 'akto-token'), safeStorage);
  supervisor.start();
  ensureWindow();
}

/** The engine drains before we end; a second request to quit waits for the same end. */
let stopped = false;
app.on('before-quit', (event) => {
  if (stopped) return;
  event.preventDefault();
  void supervisor.stop().then(() => {
    stopped = true;
    app.quit();
  });
});

function crash(cause: unknown): void {
  recordCrash(crashLog, 'main process', cause);
  void supervisor.stop().finally(() => app.exit(1));
}
process.on('uncaughtException', crash);
process.on('unhandledRejection', (reason) => recordCrash(crashLog, 'main process, rejection', reason));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

if (app.requestSingleInstanceLock()) {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') recordCrash(crashLog, `process ${type}`, `${reason}, exit code ${exitCode}`);
  });
  app.on('second-instance', ensureWindow);
  app.on('activate', ensureWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // Waiting for it at the top of a module would never end: it comes after the module has run.
  void app.whenReady().then(ready);
} else {
  process.stderr.write('Sluice is already running; its window comes to the front.\n');
  app.exit(0);
}
