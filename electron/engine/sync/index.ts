/** Delivery to Akto: nothing lost, nothing before the user says so. */
export { previewOf } from './preview.ts';
export { Sync, firstRule } from './sync.ts';
