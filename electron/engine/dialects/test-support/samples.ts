/**
 * One request, answer and stream of each wire format, written by hand after the vendor's reference named beside it.
 * Characters of two, three and four UTF-8 bytes stand in every stream.
 */
import type { JsonValue } from '../../../../shared/json.ts';
import { eventStream } from './event-stream.ts';
import { PNG, type Sample, ndjson, sseData, sseNamed } from './sample.ts';
import { completions, embeddings, moderations, realtime } from './samples-openai-more.ts';
import { chat, responses } from './samples-openai.ts';

/** https://docs.anthropic.com/en/api/messages and …/messages-streaming */
export const anthropic: Sample = {
  id: 'anthropic-messages',
  path: '/v1/messages',
  request: {
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    stream: true,
    metadata: { user_id: 'u', agent_name: 'sample' },
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
          { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Oslo', days: [{ n: 'Mon' }] } },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 't1',
            content: [
              { type: 'text', text: 'rain' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
            ],
          },
          { type: 'document', title: 'Notes', source: { type: 'text', media_type: 'text/plain', data: 'A document.' } },
          { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'A block.' }] } },
          {
            type: 'search_result',
            source: 'https://x.example',
            title: 'X',
            content: [{ type: 'text', text: 'Found.' }],
          },
          { type: 'text', text: 'And now?' },
        ],
      },
    ],
    tools: [{ name: 'weather', description: 'Looks outside', input_schema: { type: 'object' } }],
  },
  answer: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [
      { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
      {
        type: 'text',
        text: 'It rains.',
        citations: [{ type: 'char_location', cited_text: 'rain', document_title: 'Notes' }],
      },
      { type: 'tool_use', id: 't2', name: 'weather', input: { city: 'Bergen' } },
    ],
    stop_reason: 'tool_use',
    usage: { input_tokens: 5, cache_read_input_tokens: 100, cache_creation_input_tokens: 10, output_tokens: 7 },
  },
  stream: sseNamed([
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-sonnet-4-5',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 5, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'ping' },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'ö.' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: '世界 ' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: '😀' } },
    { type: 'content_block_stop', index: 1 },
    {
      type: 'content_block_start',
      index: 2,
      content_block: { type: 'tool_use', id: 't2', name: 'weather', input: {} },
    },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '' } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{"city": "Troms' } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: 'ø"}' } },
    { type: 'content_block_stop', index: 2 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 15 } },
    { type: 'message_stop' },
  ]),
};

/** https://ai.google.dev/api/generate-content */
export const gemini: Sample = {
  id: 'gemini',
  path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
  request: {
    systemInstruction: { parts: [{ text: 'Be brief.' }] },
    contents: [
      { role: 'user', parts: [{ text: 'Weather?' }, { inlineData: { mimeType: 'image/png', data: PNG } }] },
      { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Oslo' } } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { sky: 'rain' } } }] },
    ],
    tools: [{ functionDeclarations: [{ name: 'weather', description: 'Looks outside' }] }, { googleSearch: {} }],
  },
  answer: {
    candidates: [
      {
        index: 0,
        content: {
          role: 'model',
          parts: [
            { text: 'Hm.', thought: true },
            { text: 'It rains.' },
            { functionCall: { name: 'weather', args: { city: 'Bergen' } } },
          ],
        },
        finishReason: 'STOP',
      },
    ],
    usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 7, thoughtsTokenCount: 3, cachedContentTokenCount: 2 },
    modelVersion: 'gemini-2.5-flash',
  },
  stream: sseData(
    [
      {
        candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'Hmö', thought: true }] } }],
        modelVersion: 'gemini-2.5-flash',
      },
      {
        candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '世界 ' }] } }],
        modelVersion: 'gemini-2.5-flash',
      },
      {
        candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '😀' }] } }],
        modelVersion: 'gemini-2.5-flash',
      },
      {
        candidates: [
          {
            index: 0,
            content: { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Tromsø' } } }] },
            finishReason: 'STOP',
          },
        ],
        usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 7 },
        modelVersion: 'gemini-2.5-flash',
      },
    ],
    '\r\n',
  ),
};

/** https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion */
export const ollamaChat: Sample = {
  id: 'ollama',
  path: '/api/chat',
  request: {
    model: 'llama3.2',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Weather?', images: [PNG] },
      {
        role: 'assistant',
        content: '',
        thinking: 'Hm.',
        tool_calls: [{ function: { name: 'weather', arguments: { city: 'Oslo' } } }],
      },
      { role: 'tool', tool_name: 'weather', content: 'rain' },
    ],
    tools: [{ type: 'function', function: { name: 'weather', description: 'Looks outside' } }],
  },
  answer: {
    model: 'llama3.2',
    created_at: '2025-01-01T00:00:00Z',
    message: { role: 'assistant', content: 'It rains.' },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 5,
    eval_count: 7,
  },
  stream: ndjson([
    { model: 'llama3.2', created_at: 't', message: { role: 'assistant', content: '', thinking: 'Hmö' }, done: false },
    { model: 'llama3.2', created_at: 't', message: { role: 'assistant', content: '世界 ' }, done: false },
    { model: 'llama3.2', created_at: 't', message: { role: 'assistant', content: '😀' }, done: false },
    {
      model: 'llama3.2',
      created_at: 't',
      message: {
        role: 'assistant',
        content: '',
        tool_calls: [{ function: { name: 'weather', arguments: { city: 'Tromsø' } } }],
      },
      done: false,
    },
    {
      model: 'llama3.2',
      created_at: 't',
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 5,
      eval_count: 7,
    },
  ]),
};

/** https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-completion */
export const ollamaGenerate: Sample = {
  id: 'ollama',
  path: '/api/generate',
  request: { model: 'llama3.2', system: 'Be brief.', prompt: 'Once', suffix: 'end', images: [PNG] },
  answer: {
    model: 'llama3.2',
    response: 'It rains.',
    done: true,
    context: [1, 2],
    prompt_eval_count: 5,
    eval_count: 7,
  },
  stream: ndjson([
    { model: 'llama3.2', response: 'Grüße ', done: false },
    { model: 'llama3.2', response: '😀', done: false },
    {
      model: 'llama3.2',
      response: '',
      done: true,
      done_reason: 'stop',
      context: [1, 2],
      prompt_eval_count: 5,
      eval_count: 7,
    },
  ]),
};

/** https://modelcontextprotocol.io/specification/2025-06-18/server/tools#calling-tools */
export const mcp: Sample = {
  id: 'mcp',
  path: '/github/mcp',
  request: {
    jsonrpc: '2.0',
    id: 7,
    method: 'tools/call',
    params: { name: 'get_issue', arguments: { title: 'x', labels: ['bug'] } },
  },
  answer: {
    jsonrpc: '2.0',
    id: 7,
    result: {
      content: [
        { type: 'text', text: 'Issue 1' },
        { type: 'image', data: PNG, mimeType: 'image/png' },
        { type: 'resource', resource: { uri: 'file:///a', mimeType: 'text/plain', text: 'inside' } },
      ],
      structuredContent: { number: '1' },
      isError: false,
    },
  },
  stream: Buffer.from(
    `event: message\nid: 1\ndata: ${JSON.stringify({ jsonrpc: '2.0', id: 7, result: { content: [{ type: 'text', text: 'Grüße 世界 😀' }] } })}\n\n`,
  ),
};

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export const bedrockConverse: Sample = {
  id: 'bedrock',
  path: '/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse-stream',
  request: {
    system: [{ text: 'Be brief.' }],
    messages: [
      { role: 'user', content: [{ text: 'Weather?' }, { image: { format: 'png', source: { bytes: PNG } } }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'weather', input: { city: 'Oslo' } } }] },
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 't1', content: [{ text: 'rain' }, { json: { sky: 'grey' } }] } }],
      },
    ],
    toolConfig: { tools: [{ toolSpec: { name: 'weather', description: 'Looks outside' } }] },
  },
  answer: {
    output: {
      message: {
        role: 'assistant',
        content: [{ reasoningContent: { reasoningText: { text: 'Hm.' } } }, { text: 'It rains.' }],
      },
    },
    stopReason: 'end_turn',
    usage: { inputTokens: 5, outputTokens: 7 },
  },
  stream: eventStream([
    ['messageStart', { role: 'assistant' }],
    ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: '世界 ' } }],
    ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: '😀' } }],
    ['contentBlockStart', { contentBlockIndex: 1, start: { toolUse: { toolUseId: 't2', name: 'weather' } } }],
    ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"city":' } } }],
    ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '"Oslo"}' } } }],
    ['messageStop', { stopReason: 'tool_use' }],
    ['metadata', { usage: { inputTokens: 5, outputTokens: 7 } }],
  ]),
};

const chunk = (value: JsonValue): [string, JsonValue] => [
  'chunk',
  { bytes: Buffer.from(JSON.stringify(value)).toString('base64') },
];

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html */
export const bedrockInvoke: Sample = {
  id: 'bedrock',
  path: '/model/anthropic.claude-3-5-sonnet-20240620-v1:0/invoke-with-response-stream',
  request: {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 10,
    messages: [{ role: 'user', content: 'Weather?' }],
  },
  answer: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'It rains.' }],
    usage: { input_tokens: 5, output_tokens: 7 },
  },
  stream: eventStream([
    chunk({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        content: [],
        usage: { input_tokens: 5, output_tokens: 1 },
      },
    }),
    chunk({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    chunk({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüße 😀' } }),
    chunk({ type: 'content_block_stop', index: 0 }),
    chunk({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } }),
  ]),
};

export const SAMPLES: readonly Sample[] = [
  chat,
  responses,
  completions,
  embeddings,
  moderations,
  anthropic,
  gemini,
  ollamaChat,
  ollamaGenerate,
  mcp,
  bedrockConverse,
  bedrockInvoke,
  realtime,
];
