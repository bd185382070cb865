/**
 * Amazon's binary event stream: https://smithy.io/2.0/aws/amazon-eventstream.html. A message is total length (4
 * bytes), headers length (4), checksum (4), headers, payload, checksum (4), all big-endian. Checksums are the
 * client's to check.
 */
import { type JsonObject, type JsonValue, isJsonObject } from '../../../shared/json.ts';
import { createAnthropicAssembler } from './anthropic-messages-stream.ts';
import type { StreamReader } from './dialect.ts';
import { countAt, member, objectAt, stringAt } from './fields.ts';
import { MAX_FRAME_BYTES } from './framing.ts';
import { mergeDelta } from './openai-chat-stream.ts';
import { type Assembler, MAX_STREAM_CHARS, parseJson } from './stream.ts';

const PRELUDE = 12;
const TRAILER = 4;
const STRING_HEADER = 7;
/** Bytes of a header's value by its type; byte arrays (6) and strings (7) carry their length. */
const VALUE_BYTES: readonly number[] = [0, 0, 1, 2, 4, 8, -1, -1, 8, 16];

/** The string header of that name, or null. */
function stringHeader(headers: Buffer, wanted: string): string | null {
  let at = 0;
  while (at + 2 <= headers.length) {
    const nameEnd = at + 1 + headers.readUInt8(at);
    if (nameEnd + 1 > headers.length) return null;
    const name = headers.toString('utf8', at + 1, nameEnd);
    const type = headers.readUInt8(nameEnd);
    at = nameEnd + 1;
    let size = VALUE_BYTES[type] ?? 0;
    if (size < 0) {
      if (at + 2 > headers.length) return null;
      size = headers.readUInt16BE(at);
      at += 2;
    }
    if (name === wanted && type === STRING_HEADER) return headers.toString('utf8', at, at + size);
    at += size;
  }
  return null;
}

/** ConverseStream's events: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html */
function createConverseAssembler(): Assembler {
  const answer: JsonObject = {};
  const message: JsonObject = { role: 'assistant' };
  const blocks = new Map<number, JsonObject>();
  const ordered = () => [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);

  const blockAt = (data: JsonValue): JsonObject => {
    const index = countAt(data, 'contentBlockIndex') ?? 0;
    let block = blocks.get(index);
    if (!block) blocks.set(index, (block = {}));
    return block;
  };
  const finished = (block: JsonObject): JsonObject => {
    const use = objectAt(block, 'toolUse');
    const input = stringAt(use ?? {}, 'input');
    return use && input !== null ? { ...block, toolUse: { ...use, input: parseJson(input) ?? input } } : block;
  };

  return {
    event(data, name) {
      switch (name) {
        case 'messageStart':
          message['role'] = member(data, 'role') ?? 'assistant';
          return;
        case 'contentBlockStart':
          for (const [key, value] of Object.entries(objectAt(data, 'start') ?? {})) {
            blockAt(data)[key] = isJsonObject(value) ? { ...value } : value;
          }
          return;
        case 'contentBlockDelta': {
          const block = blockAt(data);
          for (const [key, value] of Object.entries(objectAt(data, 'delta') ?? {})) {
            if (key === 'reasoningContent' && isJsonObject(value)) {
              const reasoning = objectAt(objectAt(block, key) ?? {}, 'reasoningText') ?? {};
              for (const field in value) mergeDelta(reasoning, field, value[field] ?? null);
              block[key] = { reasoningText: reasoning };
            } else if (key === 'toolUse' && isJsonObject(value)) {
              const use = objectAt(block, key) ?? {};
              for (const field in value) mergeDelta(use, field, value[field] ?? null);
              block[key] = use;
            } else mergeDelta(block, key, value);
          }
          return;
        }
        case 'messageStop':
        case 'metadata':
          if (isJsonObject(data)) Object.assign(answer, data);
          return;
        default:
          // Exceptions end a stream as events of their own.
          if (name?.endsWith('Exception')) answer['error'] = { type: name, message: member(data, 'message') ?? null };
      }
    },
    text: () =>
      ordered()
        .map((block) => stringAt(block, 'text') ?? '')
        .join('\n'),
    assembled: () => ({ ...answer, output: { message: { ...message, content: ordered().map(finished) } } }),
  };
}

/** Reads both kinds of streams: Converse's own events, and InvokeModel's chunks with a model's JSON inside. */
export function createBedrockReader(): StreamReader {
  let pending: Buffer = Buffer.alloc(0);
  let pieces: Buffer[] = [];
  let bytes = 0;
  let needed = PRELUDE;
  let read = 0;
  let truncated = false;
  const converse = createConverseAssembler();
  const anthropic = createAnthropicAssembler();
  const chunks: JsonValue[] = [];
  let used: 'converse' | 'anthropic' | 'chunks' = 'converse';

  const onMessage = (headers: Buffer, payload: Buffer): void => {
    read += payload.length;
    if (read > MAX_STREAM_CHARS) truncated = true;
    if (truncated) return;
    const name = stringHeader(headers, ':event-type') ?? stringHeader(headers, ':exception-type');
    const data = parseJson(payload.toString('utf8'));
    if (data === undefined) return;
    const inner = name === 'chunk' ? stringAt(data, 'bytes') : null;
    if (inner === null) {
      converse.event(data, name);
      return;
    }
    const chunk = parseJson(Buffer.from(inner, 'base64').toString('utf8'));
    if (chunk === undefined) return;
    if (stringAt(chunk, 'type') === 'message_start') used = 'anthropic';
    if (used === 'anthropic') anthropic.event(chunk, null);
    else {
      used = 'chunks';
      chunks.push(chunk);
    }
  };

  /** Takes whole messages off the front. */
  const drain = (): void => {
    pending = Buffer.concat([pending, ...pieces]);
    pieces = [];
    let at = 0;
    needed = PRELUDE;
    while (!truncated && pending.length - at >= PRELUDE) {
      const total = pending.readUInt32BE(at);
      const headers = pending.readUInt32BE(at + 4);
      if (total > MAX_FRAME_BYTES || total < PRELUDE + headers + TRAILER) truncated = true;
      else if (pending.length - at < total) {
        needed = total;
        break;
      } else {
        const payload = at + PRELUDE + headers;
        onMessage(pending.subarray(at + PRELUDE, payload), pending.subarray(payload, at + total - TRAILER));
        at += total;
      }
    }
    pending = truncated ? Buffer.alloc(0) : pending.subarray(at);
    bytes = pending.length;
  };

  return {
    push(chunk) {
      if (truncated) return;
      pieces.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes >= needed) drain();
    },
    end() {
      if (!truncated && pieces.length > 0) drain();
    },
    text: () =>
      used === 'anthropic' ? anthropic.text() : used === 'converse' ? converse.text() : JSON.stringify(chunks),
    assembled: () =>
      used === 'anthropic' ? anthropic.assembled() : used === 'converse' ? converse.assembled() : chunks,
    get truncated() {
      return truncated;
    },
  };
}
