/**
 * What Akto's data-ingestion service takes: 10 MB a body, 5 MB a string. It drops what is larger without a word, so the
 * smaller reading of both (decimal, in UTF-8 bytes) is kept to, and what does not fit is never cut but said.
 */
export const MAX_BODY_BYTES = 10_000_000;
export const MAX_STRING_BYTES = 5_000_000;

/** A batch stays below this; one record that is larger, and fits, goes alone. */
export const MAX_BATCH_BYTES = 7_900_000;
export const MAX_BATCH_EXCHANGES = 500;
/** A batch that is not full waits for more at most this long. */
export const MAX_BATCH_AGE_MS = 1_000;
/** However slow Akto is: a batch never gets smaller than this on that account. */
export const MIN_BATCH_BYTES = 64_000;

/** `{"batchData":[` and `]}`. */
export const ENVELOPE_BYTES = 16;
