import type { NamedUpstream, SavedSettings } from '../../../../shared/domain/index.ts';
import { ORDINARY_ROUTE, type Route } from '../../traffic/index.ts';

type RouteSettings = Pick<SavedSettings, 'upstream' | 'upstreamIsLiteLLM' | 'namedUpstreams'>;

export interface Routes {
  readonly fallback: Route;
  /** By name. */
  readonly named: ReadonlyMap<string, Route>;
}

/** `/via/<name>/…` */
const VIA = /^\/via\/([^/?#]+)(?=[/?#]|$)/i;

/** Where requests go. Worked out again only when the settings are others. */
export function gatewayRoutes(settings: () => RouteSettings): () => Routes {
  let from: RouteSettings | null = null;
  let routes: Routes;
  return () => {
    const current = settings();
    if (current === from) return routes;
    from = current;
    routes = {
      fallback: defaultRoute(current.upstream, current.upstreamIsLiteLLM),
      named: new Map(current.namedUpstreams.map((one) => [one.name, namedRoute(one)])),
    };
    return routes;
  };
}

/** The route of a path as sent; the name asked for when there is none of that name. */
export function routeOf(
  path: string,
  { fallback, named }: Routes,
): { readonly route: Route; readonly unknown: string | null } {
  const via = VIA.exec(path);
  if (via === null) return { route: fallback, unknown: null };
  const route = named.get(via[1]!.toLowerCase());
  return route === undefined
    ? { route: fallback, unknown: via[1]! }
    : { route: { ...route, prefix: via[0] }, unknown: null };
}

/** `base`: http(s) URL, checked when it was set. A provider's own API refuses what names the agent. */
function defaultRoute(base: string, isLiteLLM: boolean): Route {
  return { ...ORDINARY_ROUTE, ...placeOf(base), name: null, isLiteLLM, dropAgentMetadata: !isLiteLLM };
}

function namedRoute(upstream: NamedUpstream): Route {
  const { name, dialect, isLiteLLM, dropAgentMetadata, headers, detectorFailure } = upstream;
  const { connectSeconds, firstByteSeconds, idleSeconds } = upstream;
  return {
    ...placeOf(upstream.baseUrl),
    name,
    prefix: `/via/${name}`,
    dialect,
    isLiteLLM,
    dropAgentMetadata,
    detectorFailure,
    headers: headers.map((header) => [header.name, header.value] as const),
    timeouts: {
      ...(connectSeconds === null ? {} : { connectMs: connectSeconds * 1_000 }),
      ...(firstByteSeconds === null ? {} : { firstByteMs: firstByteSeconds * 1_000 }),
      ...(idleSeconds === null ? {} : { idleMs: idleSeconds * 1_000 }),
    },
  };
}

function placeOf(base: string): Pick<Route, 'origin' | 'basePath' | 'host'> {
  const url = new URL(base);
  return { origin: url.origin, basePath: url.pathname.replace(/\/+$/, ''), host: url.host };
}

/** Hosts of the upstreams that are LiteLLM proxies: in a hook's record they name nobody. */
export function liteLLMHosts({ upstream, namedUpstreams }: RouteSettings): string[] {
  const named = namedUpstreams.filter(({ isLiteLLM }) => isLiteLLM).map(({ baseUrl }) => baseUrl);
  return [upstream, ...named].map((url) => new URL(url).host);
}
