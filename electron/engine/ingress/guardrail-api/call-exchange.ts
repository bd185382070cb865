import { v7 as uuidv7 } from 'uuid';

import type { HeaderList, Mode } from '../../../../shared/domain/index.ts';
import { type JsonObject, isJsonObject } from '../../../../shared/json.ts';
import { identifyHook, sessionOf } from '../../agents/index.ts';
import { type RequestTarget, dialectById, writeExactly } from '../../dialects/index.ts';
import {
  EMPTY_MESSAGE,
  Exchange,
  type JudgedSide,
  ORDINARY_ROUTE,
  sharedPrefix,
  strictest,
} from '../../traffic/index.ts';
import type { CallIdentity, Placement } from '../pairing/index.ts';
import { headerIn } from '../../upstream/index.ts';
import { nested } from './fields.ts';
import type { GuardrailMessage, MessageSide } from './message.ts';

/** A call that was told by somebody else: nothing is forwarded. */
const NO_ROUTE = { ...ORDINARY_ROUTE, name: null, origin: '', basePath: '', host: '', isLiteLLM: true } as const;

export interface NewCallExchange {
  readonly message: GuardrailMessage;
  readonly identity: CallIdentity;
  readonly proxyHosts: readonly string[];
  readonly mode: Mode;
}

/** An exchange for a call of which `message` is the first that is known. */
export function callExchange({ message, identity, proxyHosts, mode }: NewCallExchange): Exchange {
  const exchange = new Exchange({
    ingress: 'guardrail-api',
    route: NO_ROUTE,
    target: message.target,
    headers: message.headers,
    mode,
    dialect: message.dialect,
  });
  takeRequest(exchange, message);
  nameAgent(exchange, message, identity, proxyHosts);
  exchange.session = sessionOf(message.headers) ?? sharedPrefix(exchange);
  exchange.caller = message.caller;
  for (const mark of message.marks) exchange.mark(mark);
  return exchange;
}

/** Where a message belongs that belongs to no call. */
export function unknownPlace({ record }: GuardrailMessage): Placement {
  const { host, keyAlias, teamAlias } = record.identity;
  const identity = { verdictHost: host, recordHost: null, keyAlias, teamAlias };
  return { exchange: uuidv7(), isNew: true, paired: false, splitFrom: null, identity };
}

/** A call nobody was asked about: only how it came is known. */
export function refusedExchange(target: RequestTarget, headers: HeaderList): Exchange {
  const dialect = dialectById('none');
  const exchange = new Exchange({ ingress: 'guardrail-api', route: NO_ROUTE, target, headers, mode: 'block', dialect });
  exchange.agent = 'refused-hooks';
  return exchange;
}

/** True when the name is another than before. */
export function nameAgent(
  exchange: Exchange,
  { client }: GuardrailMessage,
  identity: CallIdentity,
  proxyHosts: readonly string[],
): boolean {
  const { agent, source } = identifyHook({
    ...identity,
    proxyHosts,
    agentHeader: headerIn(exchange.requestHeaders, 'x-agent-name'),
    agentNameOnly: exchange.dialect.id === 'anthropic-messages' || exchange.dialect.id === 'openai-responses',
    isLiteLLM: client.connector === 'litellm',
  });
  const changed = agent !== exchange.agent || source !== exchange.agentSource;
  exchange.agent = agent;
  exchange.agentSource = source;
  return changed;
}

export function takeRequest(exchange: Exchange, { dialect, headers, request }: GuardrailMessage): void {
  exchange.dialect = dialect;
  exchange.request = request?.parsed ?? null;
  exchange.requestMessage = { ...recorded(request), headers };
}

export function takeAnswer(exchange: Exchange, { responseHeaders, request, response }: GuardrailMessage): void {
  exchange.answer = response?.parsed ?? null;
  exchange.responseMessage = { ...recorded(response), headers: responseHeaders };
  exchange.responseBytes = exchange.responseMessage.sizeBytes;
  exchange.streamed = (request?.parsed.stream ?? false) || (exchange.request?.stream ?? false);
}

/** Files of a call that is known: they stand beside its conversation. `side`: what was found in them; null: not judged. */
export function addFiles(exchange: Exchange, { request }: GuardrailMessage, side: JudgedSide | null): void {
  const { body } = exchange.requestMessage;
  const conversation = body === null ? {} : nestedObject(body);
  if (request === null || conversation === null) return;
  const whole = writeExactly({ ...conversation, ...nestedObject(request.body) });
  exchange.requestMessage = { ...exchange.requestMessage, body: whole, sizeBytes: Buffer.byteLength(whole) };
  if (exchange.request !== null) {
    exchange.request = { ...exchange.request, parts: [...exchange.request.parts, ...request.parsed.parts] };
  }
  const { requestSide: own } = exchange;
  if (side === null || own === null) return;
  exchange.requestSide = {
    ...(strictest(own.verdict, side.verdict) === side.verdict ? side : own),
    findings: [...own.findings, ...side.findings],
    actions: [...own.actions, ...side.actions],
    parts: [...own.parts, ...side.parts],
    turn: own.turn,
  };
}

function nestedObject(text: string): JsonObject | null {
  const value = nested(text);
  return isJsonObject(value) ? value : null;
}

function recorded(side: MessageSide<unknown> | null): Exchange['requestMessage'] {
  if (side === null) return EMPTY_MESSAGE;
  const { body, bodyKind } = side;
  return { headers: [], body, bodyKind, sizeBytes: Buffer.byteLength(body), truncated: false };
}
