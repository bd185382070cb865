import { useEffect } from 'react';
import { flushSync } from 'react-dom';

import { isTyping } from '../components/keys.ts';
import { PROMPT_ID } from '../features/approvals/index.ts';
import { FILTER_INPUT_ID } from '../features/traffic/index.ts';
import { useApprovals } from '../stores/approvals.ts';
import { type View, useNavigation } from '../stores/navigation.ts';
import { useTraffic } from '../stores/traffic.ts';

const GO: Readonly<Record<string, View>> = {
  t: 'traffic',
  v: 'violations',
  c: 'collections',
  p: 'policies',
  n: 'connect',
  a: 'sync',
  s: 'settings',
};
/** `G` waits this long for its second key. */
const CHORD_MS = 1_200;

/** Keys that work wherever the focus is, but where somebody types. */
export function useGlobalKeys(): void {
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      const { show, setPalette, setShortcuts, paletteOpen, view } = useNavigation.getState();
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette(!paletteOpen);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const now = Date.now();
      const goTo = now < chordUntil ? GO[event.key.toLowerCase()] : undefined;
      chordUntil = 0;
      if (goTo !== undefined) show(goTo);
      else if (event.key === 'g') chordUntil = now + CHORD_MS;
      else if (event.key === '?') setShortcuts(true);
      else if (event.key === 'a' && useApprovals.getState().waiting.length > 0) goToPrompt();
      else if (event.key === '/' && view === 'traffic') document.getElementById(FILTER_INPUT_ID)?.focus();
      else if (event.key === ' ' && view === 'traffic' && !isPressable(event.target)) {
        const { paused, setPaused } = useTraffic.getState();
        setPaused(!paused);
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** The first press only goes there; the next one answers. */
function goToPrompt(): void {
  flushSync(() => useApprovals.getState().setOpen(true));
  document.getElementById(PROMPT_ID)?.focus();
}

/** Space presses what has the focus; only elsewhere it pauses. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('button, a, summary, [role="button"], [role="tab"], [role="switch"]') !== null
  );
}
