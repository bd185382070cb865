/** How numbers, times and sizes are written. One locale everywhere: captured traffic is compared, not localised. */
const GROUPED = new Intl.NumberFormat('en-US');

/** 1420 → `1,420` */
export function formatCount(value: number): string {
  return GROUPED.format(value);
}

/** A large count in a narrow column: 8214 → `8,214`, 19800 → `19.8k`, 2560000 → `2.56M`. */
export function formatTokens(value: number): string {
  if (value < 10_000) return formatCount(value);
  if (value < 1_000_000) return `${trim(value / 1_000, value < 100_000 ? 1 : 0)}k`;
  return `${trim(value / 1_000_000, 2)}M`;
}

/** US dollars at list price: `$0`, `<$0.0001`, `$0.0271`, `$1.26`, `$1,240`. */
export function formatCost(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 0.0001) return '<$0.0001';
  if (usd < 1) return `$${usd.toFixed(4)}`;
  return usd < 1_000 ? `$${usd.toFixed(2)}` : `$${formatCount(Math.round(usd))}`;
}

/** Where five figures share a line: 2531 → `2.5k`. */
export function formatCompact(value: number): string {
  if (value < 1_000) return String(value);
  return value < 10_000 ? `${trim(value / 1_000, 1)}k` : formatTokens(value);
}

/** Milliseconds: 0.4 → `<1 ms`, 208 → `208 ms`, 1310 → `1.31 s`, 30000 → `30.0 s`, 90000 → `1 m 30 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 3_600
    ? `${Math.floor(seconds / 60)} m ${seconds % 60} s`
    : `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} m`;
}

/** Sub-millisecond times of ours: 0.38 → `0.38 ms`, 1.9 → `1.9 ms`. */
export function formatFine(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return formatDuration(ms);
}

/** Decimal units, as disks are sold: 1240000000 → `1.24 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${trim(value, value < 10 ? 2 : value < 100 ? 1 : 0)} ${units[unit] ?? ''}`;
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** Local time of day: `14:31:33`. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** `.416` */
export function formatMillis(at: number): string {
  return `.${pad(new Date(at).getMilliseconds(), 3)}`;
}

/** The zone that times are written in, at that time: `UTC`, `UTC+2`, `UTC-3:30`. */
export function formatZone(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${pad(rest)}`}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Today the time, else day and month, other years with the year. */
export function formatWhen(at: number, now = Date.now()): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return formatClock(at);
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`;
  return date.getFullYear() === today.getFullYear() ? day : `${day} ${date.getFullYear()}`;
}

/** Age in one unit: `14 s`, `12 m`, `3 h`, `5 d`. */
export function formatAge(at: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `1 violation`, `3 violations` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function trim(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
