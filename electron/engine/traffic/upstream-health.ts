import type { EngineStatus } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { LoopGuard } from '../upstream/index.ts';
import type { Exchange } from './exchange.ts';
import type { ForwardResult } from './forward.ts';

type Health = Pick<EngineStatus['upstream'], 'health' | 'lastError'>;

/** How the default upstream does, learnt from traffic alone: nothing is probed. */
export class UpstreamHealth {
  #state: Health = { health: 'unknown', lastError: null };

  get state(): Health {
    return this.#state;
  }

  /** Another upstream was chosen, or it was found to be ourselves. */
  reset(health: 'unknown' | 'loop' = 'unknown'): void {
    this.#state = { health, lastError: health === 'loop' ? 'The upstream is Sluice itself.' : null };
  }

  learn(exchange: Exchange, result: ForwardResult): void {
    if (exchange.route.name !== null) return;
    if (result.error !== null) {
      this.#state = { health: result.error.code === 'loop' ? 'loop' : 'failing', lastError: result.error.message };
    } else if (result.outcome === 'upstream-error') {
      this.#state = { health: 'failing', lastError: 'The upstream broke off in the middle of an answer.' };
    } else if (exchange.upstreamStatus !== null) {
      this.#state = { health: 'ok', lastError: null };
    }
  }
}

/** A loop set in the environment does not keep the engine from starting: the upstream stays off, requests get 508. */
export async function checkForLoop(guard: LoopGuard, upstream: string, health: UpstreamHealth): Promise<void> {
  try {
    await guard.check(new URL(upstream));
  } catch (error) {
    if (error instanceof SluiceError && error.code === 'loop') health.reset('loop');
  }
}
