import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from allocating in the old generation what it takes for long-lived. While the first requests run slowly,
 * most of what an exchange is made of outlives two collections; V8 concludes that it always will (allocation site
 * pretenuring) and never thinks again, so that every later exchange waits for a full collection, and whatever it
 * refers to with it. Measured with `npm run bench`: a sixth of all CPU in Log mode went into that.
 *
 * Only under a Node of ours: Chromium forbids changing flags once V8 has started.
 */
export function tuneHeap(): void {
  if (process.versions.electron === undefined) setFlagsFromString('--no-allocation-site-pretenuring');
}
