/** Requests above are refused with 413 `body_too_large` (interfaces.md). */
export const MAX_REQUEST_BYTES = 100 * 1024 * 1024;

/** Of each side at most this much text is stored and scanned; more is marked `truncated`. Forwarding is never cut. */
export const MAX_RECORDED_BYTES = 16 * 1024 * 1024;

/** Scanned on the calling thread up to here: cheaper than a hop to the worker (performance.md). */
export const INLINE_SCAN_CHARS = 64 * 1024;

/** security.md: what is not scanned by then follows the failure policy, marked `partly-scanned`. */
export const SCAN_DEADLINE_MS = 2_000;

/** A first request of a key waits this long for its alias in Block mode, so that its agent's policies apply. */
export const ALIAS_WAIT_MS = 300;
