import type { OutboxState } from '../../shared/domain/index.ts';

/** Where people look for what arrived in Akto. */
export const AKTO_INVENTORY = 'https://app.akto.io/dashboard/observe/inventory';

/** Where an exchange stands on its way to Akto. */
export const OUTBOX_STATE_WORDS: Readonly<Record<OutboxState, string>> = {
  queued: 'Queued',
  sending: 'Sending',
  delivered: 'Delivered',
  rejected: 'Rejected',
  paused: 'Paused',
  'left-out': 'Left out',
};
