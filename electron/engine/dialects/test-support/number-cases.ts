/** A tool call with numbers in it, in every dialect: in a request, in an answer, and streamed. */
import type { DialectId } from '../../../../shared/domain/index.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { sseData, sseNamed } from './sample.ts';

export const CARD = '4242424242424242';
/** Made up: 19 digits with a right check digit, which no double holds. */
export const LONG_CARD = '4000000000000000006';
export const VALUES = `{"payment":{"card":${CARD},"cards":[${LONG_CARD}],"ssn":536221847,"phone":4155550132,"cvv":737}}`;
/** Where each stands below the values. */
export const FOUND: Readonly<Record<string, readonly [pointer: string, digits: string]>> = {
  credit_card: ['/payment/card', CARD],
  long_card: ['/payment/cards/0', LONG_CARD],
  ssn: ['/payment/ssn', '536221847'],
  phone_number: ['/payment/phone', '4155550132'],
  cvv: ['/payment/cvv', '737'],
};

/** Bodies are text, and so are the values in them: numbers stand there as they are written. */
export interface NumberCase {
  readonly id: DialectId;
  readonly path: string;
  readonly request: (values: string) => string;
  /** Where the values stand in it, or the string that holds them. */
  readonly asked: string;
  readonly answer: (values: string) => string;
  readonly answered: string;
  /** The answer, told in pieces where the API does so; null: it does not stream, or may not be rewritten. */
  readonly stream: ((values: string) => Buffer) | null;
}

const spread = (json: string, length: number) =>
  Array.from({ length: Math.ceil(json.length / length) }, (_, at) => json.slice(at * length, (at + 1) * length));
const sse = (...events: string[]) => Buffer.from(events.map((event) => `data: ${event}\n\n`).join(''));
const string = (values: string) => JSON.stringify(values);

/** Dialects whose arguments are JSON itself: each number is a part by itself. */
const OBJECTS: readonly NumberCase[] = [
  {
    // https://docs.anthropic.com/en/docs/build-with-claude/tool-use, …/messages-streaming
    id: 'anthropic-messages',
    path: '/v1/messages',
    request: (values) =>
      `{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Pay."},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"pay","input":${values}}]}]}`,
    asked: '/messages/1/content/0/input',
    answer: (values) =>
      `{"id":"msg","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"t","name":"pay","input":${values}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}`,
    answered: '/content/0/input',
    stream: (values) => {
      const usage = { input_tokens: 1, output_tokens: 1 };
      const message = { id: 'msg', type: 'message', role: 'assistant', model: 'm', content: [], usage };
      const tool = { type: 'tool_use', id: 't', name: 'pay', input: {} };
      return sseNamed([
        { type: 'message_start', message },
        { type: 'content_block_start', index: 0, content_block: tool },
        ...spread(values, 16).map((partial_json): JsonObject => ({
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'input_json_delta', partial_json },
        })),
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 1 } },
        { type: 'message_stop' },
      ]);
    },
  },
  {
    // https://ai.google.dev/api/caching#FunctionCall, #FunctionResponse
    id: 'gemini',
    path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
    request: (values) =>
      `{"contents":[{"role":"user","parts":[{"text":"Pay."},{"functionResponse":{"name":"look","response":${values}}}]}]}`,
    asked: '/contents/0/parts/1/functionResponse/response',
    answer: (values) => gemini(`{"functionCall":{"name":"pay","args":${values}}}`),
    answered: '/candidates/0/content/parts/0/functionCall/args',
    stream: (values) =>
      sse(gemini(`{"functionCall":{"name":"pay","args":${values}}}`), gemini('{"text":""}', ',"finishReason":"STOP"')),
  },
  {
    // https://github.com/ollama/ollama/blob/main/docs/api.md#chat-request-streaming-with-tools
    id: 'ollama',
    path: '/api/chat',
    request: (values) => `{"model":"m","stream":true,"messages":[{"role":"user","content":"Pay."},${ollama(values)}]}`,
    asked: '/messages/1/tool_calls/0/function/arguments',
    answer: (values) => `{"model":"m","message":${ollama(values)},"done":true}`,
    answered: '/message/tool_calls/0/function/arguments',
    stream: (values) =>
      Buffer.from(
        `{"model":"m","message":${ollama(values)},"done":false}\n{"model":"m","message":{"role":"assistant","content":""},"done":true}\n`,
      ),
  },
  {
    // https://modelcontextprotocol.io/specification/2025-06-18/server/tools
    id: 'mcp',
    path: '/bank/mcp',
    request: (values) => `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":${values}}}`,
    asked: '/params/arguments',
    answer: (values) => `{"jsonrpc":"2.0","id":1,"result":{"content":[],"structuredContent":${values}}}`,
    answered: '/result/structuredContent',
    stream: (values) => sse(`{"jsonrpc":"2.0","id":1,"result":{"content":[],"structuredContent":${values}}}`),
  },
  {
    // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html, …_ToolResultContentBlock.html
    id: 'bedrock',
    path: '/model/m/converse',
    request: (values) =>
      `{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"json":${values}}]}}]}]}`,
    asked: '/messages/0/content/0/toolResult/content/0/json',
    answer: (values) =>
      `{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"pay","input":${values}}}]}}}`,
    answered: '/output/message/content/0/toolUse/input',
    stream: null,
  },
  {
    id: 'json',
    path: '/anything',
    request: (values) => `{"order":${values}}`,
    asked: '/order',
    answer: (values) => `{"order":${values}}`,
    answered: '/order',
    stream: (values) => sse(`{"order":${values}}`),
  },
];

/** Dialects whose arguments are JSON in a string: all of them are one part. */
const STRINGS: readonly NumberCase[] = [
  {
    // https://platform.openai.com/docs/api-reference/chat-streaming
    id: 'openai-chat',
    path: '/v1/chat/completions',
    request: (values) => `{"model":"m","messages":[{"role":"user","content":"Pay."},${chat(values)}]}`,
    asked: '/messages/1/tool_calls/0/function/arguments',
    answer: (values) =>
      `{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":${chat(values)},"finish_reason":"tool_calls"}]}`,
    answered: '/choices/0/message/tool_calls/0/function/arguments',
    stream: (values) => {
      const chunk = (delta: JsonObject, finish_reason: string | null = null): JsonObject => ({
        id: 'c',
        object: 'chat.completion.chunk',
        model: 'm',
        choices: [{ index: 0, delta, finish_reason }],
      });
      const begun = { index: 0, id: 't', type: 'function', function: { name: 'pay', arguments: '' } };
      return sseData([
        chunk({ role: 'assistant', content: null, tool_calls: [begun] }),
        ...spread(values, 16).map((text) => chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] })),
        chunk({}, 'tool_calls'),
        '[DONE]',
      ]);
    },
  },
  {
    // https://platform.openai.com/docs/api-reference/responses-streaming/response/function_call_arguments
    id: 'openai-responses',
    path: '/v1/responses',
    request: (values) => `{"model":"m","input":[{"role":"user","content":"Pay."},${call(values)}]}`,
    asked: '/input/1/arguments',
    answer: (values) => `{"id":"r","object":"response","model":"m","status":"completed","output":[${call(values)}]}`,
    answered: '/output/0/arguments',
    stream: (values) => {
      const item = { type: 'function_call', id: 'f', call_id: 't', name: 'pay' };
      const done = { ...item, arguments: values };
      const at = { output_index: 0, item_id: 'f' };
      const response = { id: 'r', object: 'response', model: 'm', output: [] };
      return sseNamed([
        { type: 'response.created', response },
        { type: 'response.output_item.added', ...at, item: { ...item, arguments: '' } },
        ...spread(values, 16).map((delta): JsonObject => ({
          type: 'response.function_call_arguments.delta',
          ...at,
          delta,
        })),
        { type: 'response.function_call_arguments.done', ...at, arguments: values },
        { type: 'response.output_item.done', ...at, item: done },
        { type: 'response.completed', response: { ...response, status: 'completed', output: [done] } },
      ]);
    },
  },
];

export const NUMBER_CASES: readonly NumberCase[] = [...OBJECTS, ...STRINGS];
export const isString = ({ id }: NumberCase): boolean => STRINGS.some((one) => one.id === id);

function gemini(part: string, more = ''): string {
  return `{"candidates":[{"index":0,"content":{"role":"model","parts":[${part}]}${more}}]}`;
}

function ollama(values: string): string {
  return `{"role":"assistant","content":"","tool_calls":[{"function":{"name":"pay","arguments":${values}}}]}`;
}

function chat(values: string): string {
  return `{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"pay","arguments":${string(values)}}}]}`;
}

function call(values: string): string {
  return `{"type":"function_call","id":"f","call_id":"t","name":"pay","arguments":${string(values)}}`;
}
