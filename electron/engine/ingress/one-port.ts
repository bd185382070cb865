import type { IncomingMessage, ServerResponse } from 'node:http';

import { SluiceError } from '../../../shared/errors.ts';
import type { GatewayPipeline, Route, WebSocketPipeline } from '../traffic/index.ts';
import { refusalOf } from './access.ts';
import { type Routes, routeOf } from './gateway/routes.ts';
import type { Doors } from './listener.ts';
import { type GuardrailServer, guardrailEndpoint, serveGuardrail } from './guardrail-api/index.ts';

export interface OnePortParts {
  readonly pipeline: GatewayPipeline;
  readonly webSockets: WebSocketPipeline;
  readonly guardrails: GuardrailServer;
  readonly routes: () => Routes;
  /** SLUICE_TOKEN; undefined on loopback unless set. */
  readonly token: () => string | undefined;
  /** Beyond loopback: access.ts. */
  readonly exposed: readonly string[];
  /** True while the engine stops: new requests are refused, running ones finish. */
  readonly stopping: () => boolean;
}

/**
 * What a request on our one port is (ARCHITECTURE.md "One port"): our own health check, a hook's or guardrail's
 * question, an absolute-form request for the forward proxy, `/via/<name>/…` for a named upstream, else the default one's.
 */
export function onePort(parts: OnePortParts): Doors {
  return {
    onRequest(request, response) {
      const path = request.url ?? '/';
      if (path === '/healthCheck' && (request.method === 'GET' || request.method === 'HEAD')) {
        return answerHealth(response);
      }
      const endpoint = guardrailEndpoint(path);
      if (endpoint !== null) return void serveGuardrail(endpoint, parts.guardrails, request, response);
      const { route, refusal } = destination(request, path, parts);
      if (refusal !== null) return void parts.pipeline.refuse(request, response, route, path, refusal);
      return void parts.pipeline.handle(request, response, route, path);
    },
    // A WebSocket has no doors of its own here, only upstreams.
    onUpgrade(request, socket, head) {
      const path = request.url ?? '/';
      const { route, refusal } = destination(request, path, parts);
      if (refusal !== null) return void parts.webSockets.refuse(request, socket, route, path, refusal);
      return void parts.webSockets.handle(request, socket, head, route, path);
    },
  };
}

function destination(
  request: IncomingMessage,
  path: string,
  parts: OnePortParts,
): { readonly route: Route; readonly refusal: SluiceError | null } {
  const { route, unknown } = routeOf(path, parts.routes());
  const refusal =
    refusalOf(request, parts.token(), parts.exposed) ??
    refusalOfTarget(path, parts.stopping()) ??
    refusalOfName(unknown);
  return { route, refusal };
}

function answerHealth(response: ServerResponse): void {
  const body = '{"success":true}';
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

function refusalOfTarget(path: string, stopping: boolean): SluiceError | null {
  if (stopping) return new SluiceError('engine_stopping', 'Sluice is stopping.');
  if (path.startsWith('/')) return null;
  return new SluiceError('not_supported', 'Absolute-form requests are for the forward proxy, which is not on.');
}

function refusalOfName(unknown: string | null): SluiceError | null {
  if (unknown === null) return null;
  return new SluiceError('not_found', 'There is no upstream of this name. Settings lists those there are.');
}
