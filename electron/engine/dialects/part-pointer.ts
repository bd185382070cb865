/**
 * Pointers to parts, bounded: a body may have a name of a megabyte with thousands of texts below it, each of which would
 * hold the name again. One that was shortened ends in a hash and leads nowhere. Nothing can be edited there, so that what
 * would be masked is denied, and a body with a secret there is not stored.
 */
import { hash } from 'node:crypto';

import { pointerStep } from './json-scan.ts';

/** UTF-16 units. Names in real bodies have a few dozen. */
export const LONGEST_STEP = 512;
const LONGEST_POINTER = 2_048;
const KEPT = 64;

/** The step of a member's name. */
export function stepOfPart(key: string): string {
  return key.length <= LONGEST_STEP ? pointerStep(key) : `${pointerStep(key.slice(0, KEPT))}${mark(key)}`;
}

/** The pointer that those below it begin with. */
export function withinBounds(pointer: string): string {
  return pointer.length <= LONGEST_POINTER ? pointer : `${pointer.slice(0, KEPT)}${mark(pointer)}`;
}

function mark(text: string): string {
  return `…${hash('sha256', text, 'hex').slice(0, 24)}`;
}
