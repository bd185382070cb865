import type { NamedUpstream, UpstreamTrial } from '../domain/index.ts';

/** The part of EngineApi that the editor of named upstreams uses; they are saved with saveSettings. */
export interface UpstreamsApi {
  /** Asks an upstream, saved or not, for something harmless without a key. Never rejects because of the upstream. */
  testUpstream(args: { upstream: NamedUpstream }): Promise<UpstreamTrial>;
}
