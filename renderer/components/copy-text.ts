import { sayDone, sayFailed } from '../stores/toasts.ts';

/** Copies and says so. */
export async function copyText(text: string, done = 'Copied.'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    sayDone(done);
  } catch {
    sayFailed('It was not copied.', 'The system did not let Sluice write to the clipboard.');
  }
}
