export { AliasLookup, NO_ALIASES } from './alias-lookup.ts';
export { FieldNames, type RawHeaders, endToEndHeaders, headerIn, headerOf, toHeaderList } from './headers.ts';
export { LoopGuard, isLinkLocal } from './loop-guard.ts';
export { tryUpstream } from './try-upstream.ts';
export {
  DEFAULT_TIMEOUTS,
  type UpstreamCall,
  type UpstreamHandler,
  type UpstreamRequest,
  type UpstreamTimeouts,
  Upstreams,
} from './upstreams.ts';
