import type { NamedUpstream } from '../../../shared/domain/index.ts';

/** A named upstream on which nothing is out of the ordinary. */
export function namedUpstream(name: string, baseUrl: string, more: Partial<NamedUpstream> = {}): NamedUpstream {
  return {
    name,
    kind: 'custom',
    baseUrl,
    dialect: null,
    isLiteLLM: false,
    dropAgentMetadata: false,
    headers: [],
    connectSeconds: null,
    firstByteSeconds: null,
    idleSeconds: null,
    detectorFailure: null,
    ...more,
  };
}
