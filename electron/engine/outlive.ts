/**
 * Keeps the engine alive when a promise was rejected that nobody listened to: whatever one exchange or one window ran
 * into must not break off everybody else's streams, as Node's default would. Says where it happened, to `print`; never
 * what the error says, which may hold text of a request.
 */
export function outliveRejections(print: (line: string) => void): void {
  process.on('unhandledRejection', (reason) => print(`sluice: went on after ${inPlaces(reason)}\n`));
}

const FRAMES = 4;

/** `TypeError at readPart (file:///…:1:2) < …` */
function inPlaces(reason: unknown): string {
  if (!(reason instanceof Error)) return `a rejection that is no error (${typeof reason})`;
  // The message stands in front of the frames, and may have lines that look like them.
  const frames = (reason.stack ?? '')
    .replace(reason.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  const places = frames.slice(0, FRAMES).map((line) => line.trim());
  return [reason.constructor.name, ...places].join(' < ').replace(' < ', ' ');
}
