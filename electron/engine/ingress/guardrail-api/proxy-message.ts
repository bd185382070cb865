import { type StringEdit, dialectById } from '../../dialects/index.ts';
import { askingClient } from './clients.ts';
import { callerOf } from './caller.ts';
import { fileSide } from './files.ts';
import { hookMessageOf, textOf, toHookRecord } from './hook-record.ts';
import type { ProxyCall } from './http-proxy-call.ts';
import type { GuardrailMessage, MessageSide } from './message.ts';
import { type ReadSide, type Reading, readCall } from './reading.ts';

/** A call of /api/http-proxy as a message. `at`: when it arrived, Unix ms. */
export function toMessage(call: ProxyCall, at: number): GuardrailMessage {
  const reading = readCall(call);
  const files = call.files.length > 0 && call.request === null ? fileSide(call.files) : null;
  const record = toHookRecord(call, reading, at);
  const kind = kindOf(call, reading);
  const piece = kind === 'answer' && isPiece(call);
  return {
    kind,
    // An answer that is judged while it flows cannot be rewritten any more.
    client: piece ? { ...askingClient(call), canMask: false } : askingClient(call),
    record: files === null ? record : { ...record, text: textOf(files.side.parsed.parts) },
    dialect: files === null ? reading.dialect : dialectById('json'),
    target: reading.target,
    headers: call.requestHeaders,
    responseHeaders: call.responseHeaders,
    request: files?.side ?? sideOf(reading.request),
    response: sideOf(reading.response),
    asks: {
      request: call.flags.guardrails || (call.flags.fileGuardrails && files !== null),
      response: call.flags.responseGuardrails,
    },
    isFiles: files !== null,
    status: call.status,
    last: isLast(call, kind, piece),
    piece,
    policyNames: call.policyNames,
    caller: callerOf(call),
    marks: files?.marks ?? [],
  };
}

function kindOf(call: ProxyCall, reading: Reading): GuardrailMessage['kind'] {
  const { guardrails, responseGuardrails, fileGuardrails } = call.flags;
  if (fileGuardrails && !guardrails && !responseGuardrails) return 'question';
  if (responseGuardrails && reading.response !== null) return guardrails ? 'whole' : 'answer';
  return hookMessageOf(call, reading);
}

/** LiteLLM's own guardrail judges streams every few chunks and at their end alike; only a whole answer has an id. */
function isPiece(call: ProxyCall): boolean {
  const body = call.response?.json;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return call.flags.ingest && isObject && 'choices' in body && !('id' in body);
}

/**
 * Clients other than LiteLLM's name no call: what asks and reports in one message is told whole, and so is an answer.
 * LiteLLM's tell the end of a call apart, except for tools that its own MCP gateway calls.
 */
function isLast(call: ProxyCall, kind: GuardrailMessage['kind'], piece: boolean): boolean {
  const { ingest, connector } = call.flags;
  const isNamed = connector === 'litellm';
  if (kind === 'answer') return !piece && (ingest || !isNamed);
  if (kind === 'question') return ingest && (!isNamed || call.tags['call_type'] === 'call_mcp_tool');
  return true;
}

function sideOf<Parsed>(side: ReadSide<Parsed> | null): MessageSide<Parsed> | null {
  if (side === null) return null;
  const { body, bodyKind, parsed, origin, payload } = side;
  return {
    body,
    bodyKind,
    parsed,
    rewrite(edits) {
      const placed: StringEdit[] = [];
      for (const edit of edits) {
        const pointer = origin(edit.pointer);
        if (pointer === null) return null;
        placed.push({ ...edit, pointer });
      }
      return payload.rewrite(placed);
    },
  };
}
