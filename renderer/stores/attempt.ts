import { toSluiceError } from '../rpc/client.ts';
import { sayFailed } from './toasts.ts';

/** Runs something a person asked for; when it fails they read why, and the promise still resolves. */
export async function attempt(whatFailed: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    sayFailed(whatFailed, toSluiceError(error).message);
  }
}
