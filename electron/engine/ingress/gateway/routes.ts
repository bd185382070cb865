import type { Route } from '../../traffic/index.ts';

/** The default upstream as a route. `base`: http(s) URL, checked when it was set. */
export function defaultRoute(base: string, isLiteLLM: boolean): Route {
  const url = new URL(base);
  return {
    name: null,
    origin: url.origin,
    basePath: url.pathname.replace(/\/+$/, ''),
    host: url.host,
    isLiteLLM,
  };
}
