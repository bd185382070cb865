import type { IncomingMessage } from 'node:http';

import type { Mode } from '../../../shared/domain/index.ts';
import { selectDialect } from '../dialects/index.ts';
import { toHeaderList } from '../upstream/index.ts';
import { Exchange, type Route } from './exchange.ts';

/** The exchange of a request at the gateway, as far as its head tells. */
export function arrived(request: IncomingMessage, route: Route, path: string, mode: Mode): Exchange {
  const target = {
    method: request.method ?? 'GET',
    path,
    contentType: request.headers['content-type'] ?? null,
  };
  return new Exchange({
    ingress: 'gateway',
    route,
    target,
    headers: toHeaderList(request.rawHeaders),
    mode,
    dialect: selectDialect(target, undefined, route.dialect),
  });
}
