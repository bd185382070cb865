import { Notification } from 'electron';

import type { Note } from './notifier.ts';

/** As the system shows notifications; nothing where it has none. Returns how to take it away. */
export function showNote({ title, body }: Note, onClick: () => void): () => void {
  if (!Notification.isSupported()) return () => undefined;
  const notification = new Notification({ title, body });
  notification.on('click', onClick);
  notification.show();
  return () => notification.close();
}
