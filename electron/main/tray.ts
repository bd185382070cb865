import { join } from 'node:path';

import { Menu, Tray, nativeImage } from 'electron';

import type { EnginePhase, Mode } from '../../shared/domain/index.ts';
import type { WaitingAsk } from '../../shared/rpc/host-bridge.ts';

export interface TrayActions {
  readonly showWindow: () => void;
  readonly setMode: (mode: Mode) => void;
  readonly quit: () => void;
}

const MODE_LABELS: Readonly<Record<Mode, string>> = { block: 'Block', log: 'Log' };

/** More of them would make a menu nobody reads. */
const ASKS_LISTED = 5;

/** `2 requests wait for approval`; null when none does. */
function approvalsInWords(waiting: number): string | null {
  if (waiting === 0) return null;
  return waiting === 1 ? '1 request waits for approval' : `${waiting} requests wait for approval`;
}

/** One line that says whether agents can reach us, and what happens to a violation. */
function summary(phase: EnginePhase, mode: Mode | null): string {
  if (phase.phase === 'running') return mode === null ? 'Sluice' : `Sluice: ${MODE_LABELS[mode]}`;
  return phase.phase === 'stopped' ? 'Sluice: engine stopped' : 'Sluice: engine starting';
}

/** The icon near the clock: shows the mode and switches it, also while the window is hidden. */
export class ModeTray {
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  readonly #images: Readonly<Record<Mode, Electron.NativeImage>>;
  #mode: Mode | null = null;
  #phase: EnginePhase;
  #asks: readonly WaitingAsk[] = [];

  /** @param icons folder with gate-block.png and gate-log.png, each also @2x */
  constructor(icons: string, actions: TrayActions, phase: EnginePhase) {
    const image = (name: string) => {
      const icon = nativeImage.createFromPath(join(icons, name));
      icon.setTemplateImage(process.platform === 'darwin');
      return icon;
    };
    this.#images = { block: image('gate-block.png'), log: image('gate-log.png') };
    this.#actions = actions;
    this.#phase = phase;
    this.#tray = new Tray(this.#images.block);
    this.#tray.on('click', actions.showWindow);
    this.#draw();
  }

  setMode(mode: Mode): void {
    this.#mode = mode;
    this.#draw();
  }

  /** Requests that a policy holds until a person answers in the window. */
  setApprovals(asks: readonly WaitingAsk[]): void {
    this.#asks = asks;
    this.#draw();
  }

  setPhase(phase: EnginePhase): void {
    this.#phase = phase;
    // An engine that fell has let go of whatever it held; the next one says what waits.
    if (phase.phase !== 'running') this.#asks = [];
    this.#draw();
  }

  #draw(): void {
    const title = summary(this.#phase, this.#mode);
    this.#tray.setImage(this.#images[this.#mode ?? 'block']);
    const waiting = approvalsInWords(this.#asks.length);
    this.#tray.setToolTip(waiting === null ? title : `${title}, ${waiting}`);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: title, enabled: false },
        ...(waiting === null ? [] : [{ label: `${waiting}…`, click: this.#actions.showWindow }]),
        ...this.#asks
          .slice(0, ASKS_LISTED)
          .map(({ agent, policy }) => ({ label: `    ${agent}: ${policy}`, click: this.#actions.showWindow })),
        { type: 'separator' },
        ...(['block', 'log'] as const).map((mode) => ({
          label: MODE_LABELS[mode],
          type: 'radio' as const,
          checked: this.#mode === mode,
          enabled: this.#phase.phase === 'running',
          click: () => this.#actions.setMode(mode),
        })),
        { type: 'separator' },
        { label: 'Show Window', click: this.#actions.showWindow },
        { label: 'Quit', click: this.#actions.quit },
      ]),
    );
  }
}
