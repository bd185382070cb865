import type { AktoVerdictStatus, OutboxEntry, SyncObstacle, SyncStatus } from '../../../shared/domain/index.ts';
import { formatBytes, formatClock, formatCount, plural } from '../../components/format.ts';

const OBSTACLES: Readonly<Record<SyncObstacle, string>> = {
  'no-address': 'There is no address: give one below.',
  loop: 'The address is Sluice itself. Sync stays off.',
};

/** One sentence on how the delivery stands. */
export function sayStanding(status: SyncStatus): string {
  if (!status.settings.on) return 'Nothing leaves this machine while this is off.';
  if (status.obstacle !== null) return OBSTACLES[status.obstacle];
  if (status.problem !== null) return `Akto takes nothing at present: ${status.problem}.`;
  return 'Each exchange is sent once; what was in the air when a connection broke is sent again, and marked.';
}

/** How asking Akto for its verdicts goes. */
export function sayVerdicts({ on, obstacle, problem, asked, objected, failed }: AktoVerdictStatus): string {
  if (!on) return 'Sluice judges alone';
  if (obstacle === 'no-address') return 'there is no address: Akto is not asked';
  if (obstacle === 'loop') return 'the address is Sluice itself: Akto is not asked';
  if (problem !== null) return `no verdict: ${problem}`;
  if (asked === 0) return 'not asked yet';
  const without = failed === 0 ? '' : `, ${formatCount(failed)} without an answer`;
  return `asked ${plural(asked, 'time')}, objected ${plural(objected, 'time')}${without}`;
}

/** What stands below the number of a state. */
export function sayQueued({ settings, outbox }: SyncStatus): string {
  if (outbox.counts.paused > 0) return `${formatCount(outbox.counts.paused)} more paused`;
  if (!settings.on) return 'sync is off';
  return outbox.counts.queued === 0 ? 'nothing waits' : 'next batch within a second';
}

export function saySending({ sendingBatches, sendingBytes }: SyncStatus): string {
  return sendingBatches === 0
    ? 'no batch under way'
    : `${plural(sendingBatches, 'batch', 'batches')}, ${formatBytes(sendingBytes)}`;
}

export function sayDelivered({ outbox, exchangesPerSecond, bytesPerSecond }: SyncStatus): string {
  if (outbox.lastDeliveredAt === null) return 'Akto has acknowledged nothing yet';
  const last = `last at ${formatClock(outbox.lastDeliveredAt)}`;
  const repeats = outbox.repeats === 0 ? '' : `, ${plural(outbox.repeats, 'repeat')}`;
  if (exchangesPerSecond === 0) return last + repeats;
  return `${exchangesPerSecond.toFixed(1)} /s, ${formatBytes(Math.round(bytesPerSecond))}/s, ${last}${repeats}`;
}

/** `now`: Unix ms. */
export function sayRetrying({ problem, nextTryAt }: SyncStatus, now: number): string {
  if (problem === null) return 'nothing failed';
  const seconds = nextTryAt === null ? 0 : Math.ceil((nextTryAt - now) / 1_000);
  return seconds > 0 ? `${problem}, again in ${seconds} s` : problem;
}

export function sayReason(entry: OutboxEntry): string {
  const repeated = entry.repeats === 0 ? '' : `sent again ${plural(entry.repeats, 'time')}`;
  const why = entry.reason ?? (entry.state === 'queued' ? 'next batch' : '');
  return [why, repeated].filter((part) => part !== '').join(', ');
}

/** JSON that was put into strings is shown as what it is. */
export function readable(body: string): string {
  const parsed: unknown = JSON.parse(body);
  return JSON.stringify(opened(parsed), null, 2);
}

const JSON_FIELDS: ReadonlySet<string> = new Set([
  'requestHeaders',
  'responseHeaders',
  'requestPayload',
  'responsePayload',
  'tag',
]);

function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' && JSON_FIELDS.has(name) ? (JSON.parse(inner) as unknown) : opened(inner),
    ]),
  );
}
