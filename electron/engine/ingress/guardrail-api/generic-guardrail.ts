/**
 * LiteLLM's `generic_guardrail_api` (contract-akto.md section 4): POST /beta/litellm_basic_guardrail_api, once for the
 * request and once for the answer, for a stream again and again with the text so far.
 */
import { type HeaderList, type Part, saysWords } from '../../../../shared/domain/index.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '../../../../shared/json.ts';
import {
  type ParsedAnswer,
  type ParsedRequest,
  type RequestTarget,
  type StringEdit,
  dialectById,
  writeExactly,
} from '../../dialects/index.ts';
import { flatMap, list, object, text, word } from './fields.ts';
import type { GuardrailMessage, Judgement, MessageSide } from './message.ts';
import { textOf } from './hook-record.ts';

/** LiteLLM sends this instead of the value of a header it was not told to forward. */
const HIDDEN = '[present]';

/** Of a streamed answer LiteLLM keeps this many characters back: what is found may need the text that follows. */
const HOLDBACK_CHARS = 64;

/** Same for every call: the generic request does not say by which path its client came. */
const TARGET: RequestTarget = {
  method: 'POST',
  path: '/beta/litellm_basic_guardrail_api',
  contentType: 'application/json',
};

const CLIENT = { connector: 'litellm', canMask: true, knowsWarn: false, attended: false } as const;

export interface GenericMessage {
  readonly message: GuardrailMessage;
  readonly texts: readonly string[];
  readonly isAnswer: boolean;
  /** Tool definitions of the request, to be handed back as they are. */
  readonly tools: JsonValue | undefined;
}

/** null: this is not a request of the generic API. `at`: Unix ms. */
export function parseGeneric(body: JsonValue, at: number): GenericMessage | null {
  if (!isJsonObject(body) || !Array.isArray(body['texts'])) return null;
  const isAnswer = body['input_type'] === 'response';
  const texts = list(body['texts']).map((entry) => text(entry) ?? '');
  const data = object(body['request_data']);
  const headers: HeaderList = Object.entries(flatMap(body['request_headers'])).filter(([, value]) => value !== HIDDEN);
  const request = isAnswer ? null : requestSide(body, texts);
  const message: GuardrailMessage = {
    kind: isAnswer ? 'answer' : 'question',
    client: CLIENT,
    record: {
      at,
      callId: word(body['litellm_call_id']),
      callType: 'generic',
      text: textOf(request?.parsed.parts ?? []),
      headers,
      identity: {
        host: headers.find(([name]) => name === 'host')?.[1] ?? null,
        keyAlias: word(data['user_api_key_alias']),
        teamId: word(data['user_api_key_team_id']),
        teamAlias: word(data['user_api_key_team_alias']),
      },
    },
    dialect: dialectById(isAnswer || Array.isArray(body['structured_messages']) ? 'openai-chat' : 'json'),
    target: TARGET,
    headers,
    responseHeaders: [],
    request,
    response: isAnswer ? answerSide(body, texts) : null,
    asks: { request: !isAnswer, response: isAnswer },
    isFiles: false,
    status: 200,
    last: false,
    piece: isAnswer,
    policyNames: [],
    caller: null,
    marks: [],
  };
  return { message, texts, isAnswer, tools: body['tools'] };
}

function requestSide(body: JsonObject, texts: readonly string[]): MessageSide<ParsedRequest> {
  const structured = body['structured_messages'];
  const common = { model: body['model'] ?? null, ...(Array.isArray(body['tools']) ? { tools: body['tools'] } : {}) };
  const json: JsonObject = Array.isArray(structured)
    ? { ...common, messages: structured }
    : { ...common, texts: [...texts] };
  const dialect = dialectById(Array.isArray(structured) ? 'openai-chat' : 'json');
  const parsed = dialect.parseRequest(json, TARGET);
  return sideOf(json, parsed, texts);
}

/** Shown as the chat completion it was, or will be: one choice for each text. */
function answerSide(body: JsonObject, texts: readonly string[]): MessageSide<ParsedAnswer> {
  const calls = list(body['tool_calls']);
  const messages = texts.map((content): JsonObject => ({ role: 'assistant', content }));
  if (messages.length === 0) messages.push({ role: 'assistant', content: null });
  const [first] = messages;
  if (calls.length > 0 && first !== undefined) first['tool_calls'] = [...calls];
  const choices = messages.map((message, index): JsonObject => ({ index, message }));
  const json: JsonObject = { object: 'chat.completion', model: body['model'] ?? null, choices };
  return sideOf(json, dialectById('openai-chat').parseAnswer(json, TARGET), texts);
}

function sideOf<Parsed extends { readonly parts: readonly Part[] }>(
  json: JsonObject,
  parsed: Parsed,
  texts: readonly string[],
): MessageSide<Parsed> {
  return {
    body: writeExactly(json),
    bodyKind: 'json',
    parsed,
    rewrite: (edits) => rewriteTexts(texts, parsed.parts, edits),
  };
}

/** The texts with the edits applied, as JSON; null when an edit is of something that is none of the texts. */
function rewriteTexts(texts: readonly string[], parts: readonly Part[], edits: readonly StringEdit[]): string | null {
  const indexOf = new Map<string, number>();
  let next = 0;
  // LiteLLM collects the texts in the order of the messages; parts that are none (arguments, names) are passed over.
  for (const part of parts.filter(saysWords)) {
    const index = texts.indexOf(part.text, next);
    if (index < 0) continue;
    indexOf.set(part.pointer, index);
    next = index + 1;
  }
  const rewritten = [...texts];
  const fromTheEnd = edits.toSorted((a, b) => b.start - a.start);
  for (const { pointer, start, end, replacement } of fromTheEnd) {
    const index = indexOf.get(pointer);
    const before = index === undefined ? undefined : rewritten[index];
    if (index === undefined || before === undefined || end > before.length) return null;
    rewritten[index] = before.slice(0, start) + replacement + before.slice(end);
  }
  return JSON.stringify(rewritten);
}

/** Our answer: what to do, the texts (as many as came), and how much of a streamed answer to keep back. */
export function genericAnswer({ texts, isAnswer, tools }: GenericMessage, judgement: Judgement | null): JsonObject {
  const holdback: JsonObject = isAnswer ? { stream_holdback_chars: texts.map(() => HOLDBACK_CHARS) } : {};
  if (judgement?.kind === 'deny') {
    return { action: 'BLOCKED', blocked_reason: judgement.message || judgement.verdict.reason, ...holdback };
  }
  if (judgement?.kind === 'mask') {
    const rewritten = JSON.parse(judgement.rewritten) as string[];
    const same = Array.isArray(tools) ? { tools } : {};
    return { action: 'GUARDRAIL_INTERVENED', blocked_reason: null, texts: rewritten, ...same, ...holdback };
  }
  return { action: 'NONE', blocked_reason: null, ...holdback };
}
