/**
 * One request, answer and stream of each wire format, written by hand after the vendor's reference named beside it.
 * Characters of two, three and four UTF-8 bytes stand in every stream.
 */
import type { JsonObject } from '../../../../shared/json.ts';
import { PNG, type Sample, sseData, sseNamed } from './sample.ts';

/** https://platform.openai.com/docs/api-reference/chat */
export const chat: Sample = {
  id: 'openai-chat',
  path: '/v1/chat/completions',
  request: {
    model: 'gpt-4o',
    stream: true,
    metadata: { agent_name: 'sample' },
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Grüße' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"q":1}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: '世界' }] },
    ],
    tools: [{ type: 'function', function: { name: 'look', description: 'Looks' } }],
  },
  answer: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'gpt-4o',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hi 😀', refusal: null }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
  },
  stream: sseData(
    [
      {
        id: 'chatcmpl-1',
        model: 'gpt-4o',
        choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
      },
      { id: 'chatcmpl-1', model: 'gpt-4o', choices: [{ index: 0, delta: { content: 'Grüße ' }, finish_reason: null }] },
      {
        id: 'chatcmpl-1',
        model: 'gpt-4o',
        choices: [{ index: 0, delta: { content: '世界 😀' }, finish_reason: null }],
      },
      {
        id: 'chatcmpl-1',
        model: 'gpt-4o',
        choices: [
          {
            index: 0,
            delta: {
              tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'look', arguments: '' } }],
            },
            finish_reason: null,
          },
        ],
      },
      {
        id: 'chatcmpl-1',
        model: 'gpt-4o',
        choices: [
          { index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: '{"q":' } }] }, finish_reason: null },
        ],
      },
      {
        id: 'chatcmpl-1',
        model: 'gpt-4o',
        choices: [
          { index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: '"ä"}' } }] }, finish_reason: null },
        ],
      },
      { id: 'chatcmpl-1', model: 'gpt-4o', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
      {
        id: 'chatcmpl-1',
        model: 'gpt-4o',
        choices: [],
        usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
      },
      '[DONE]',
    ],
    '\r\n',
  ),
};

const RESPONSE: JsonObject = {
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  model: 'gpt-4o',
  instructions: 'Be brief.',
};

/** https://platform.openai.com/docs/api-reference/responses and …/responses-streaming */
export const responses: Sample = {
  id: 'openai-responses',
  path: '/v1/responses',
  request: {
    model: 'gpt-4o',
    stream: true,
    instructions: 'Be brief.',
    metadata: { agent_name: 'sample' },
    input: [
      { role: 'user', content: 'Weather?' },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'in Oslo' },
          { type: 'input_image', image_url: `data:image/png;base64,${PNG}` },
        ],
      },
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'thinking of Oslo' }],
        encrypted_content: 'opaque',
      },
      { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"city":"Oslo"}' },
      { type: 'function_call_output', call_id: 'c1', output: 'rain' },
      { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'oslo rain' } },
      { type: 'mcp_call', id: 'm1', server_label: 'met', name: 'now', arguments: '{}', output: 'wet' },
      { type: 'item_reference', id: 'x' },
    ],
    tools: [{ type: 'function', name: 'weather', description: 'Looks outside' }, { type: 'web_search' }],
  },
  answer: {
    ...RESPONSE,
    status: 'completed',
    output: [
      { type: 'reasoning', id: 'rs_2', summary: [{ type: 'summary_text', text: 'short' }] },
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [
          {
            type: 'output_text',
            text: 'It rains.',
            annotations: [{ type: 'url_citation', url: 'https://met.example', title: 'Met' }],
          },
        ],
      },
      { type: 'function_call', id: 'fc_1', call_id: 'c2', name: 'weather', arguments: '{"city":"Bergen"}' },
    ],
    usage: { input_tokens: 5, output_tokens: 7, input_tokens_details: { cached_tokens: 2 } },
  },
  stream: sseNamed([
    { type: 'response.created', sequence_number: 0, response: { ...RESPONSE, status: 'in_progress', output: [] } },
    {
      type: 'response.output_item.added',
      sequence_number: 1,
      output_index: 0,
      item: { type: 'reasoning', id: 'rs_2', summary: [] },
    },
    {
      type: 'response.reasoning_summary_part.added',
      sequence_number: 2,
      output_index: 0,
      summary_index: 0,
      item_id: 'rs_2',
      part: { type: 'summary_text', text: '' },
    },
    {
      type: 'response.reasoning_summary_text.delta',
      sequence_number: 3,
      output_index: 0,
      summary_index: 0,
      item_id: 'rs_2',
      delta: 'sh',
    },
    {
      type: 'response.reasoning_summary_text.delta',
      sequence_number: 4,
      output_index: 0,
      summary_index: 0,
      item_id: 'rs_2',
      delta: 'ört',
    },
    {
      type: 'response.reasoning_summary_text.done',
      sequence_number: 5,
      output_index: 0,
      summary_index: 0,
      item_id: 'rs_2',
      text: 'shört',
    },
    {
      type: 'response.output_item.done',
      sequence_number: 6,
      output_index: 0,
      item: { type: 'reasoning', id: 'rs_2', summary: [{ type: 'summary_text', text: 'shört' }] },
    },
    {
      type: 'response.output_item.added',
      sequence_number: 7,
      output_index: 1,
      item: { type: 'message', id: 'msg_1', role: 'assistant', status: 'in_progress', content: [] },
    },
    {
      type: 'response.content_part.added',
      sequence_number: 8,
      output_index: 1,
      content_index: 0,
      item_id: 'msg_1',
      part: { type: 'output_text', text: '', annotations: [] },
    },
    {
      type: 'response.output_text.delta',
      sequence_number: 9,
      output_index: 1,
      content_index: 0,
      item_id: 'msg_1',
      delta: '世界 ',
    },
    {
      type: 'response.output_text.delta',
      sequence_number: 10,
      output_index: 1,
      content_index: 0,
      item_id: 'msg_1',
      delta: '😀',
    },
    {
      type: 'response.output_text.done',
      sequence_number: 11,
      output_index: 1,
      content_index: 0,
      item_id: 'msg_1',
      text: '世界 😀',
    },
    {
      type: 'response.content_part.done',
      sequence_number: 12,
      output_index: 1,
      content_index: 0,
      item_id: 'msg_1',
      part: { type: 'output_text', text: '世界 😀', annotations: [] },
    },
    {
      type: 'response.output_item.done',
      sequence_number: 13,
      output_index: 1,
      item: {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: '世界 😀', annotations: [] }],
      },
    },
    {
      type: 'response.output_item.added',
      sequence_number: 14,
      output_index: 2,
      item: { type: 'function_call', id: 'fc_1', call_id: 'c2', name: 'look', arguments: '' },
    },
    {
      type: 'response.function_call_arguments.delta',
      sequence_number: 15,
      output_index: 2,
      item_id: 'fc_1',
      delta: '{"q":',
    },
    {
      type: 'response.function_call_arguments.delta',
      sequence_number: 16,
      output_index: 2,
      item_id: 'fc_1',
      delta: '"ä"}',
    },
    {
      type: 'response.function_call_arguments.done',
      sequence_number: 17,
      output_index: 2,
      item_id: 'fc_1',
      arguments: '{"q":"ä"}',
    },
    {
      type: 'response.output_item.done',
      sequence_number: 18,
      output_index: 2,
      item: { type: 'function_call', id: 'fc_1', call_id: 'c2', name: 'look', arguments: '{"q":"ä"}' },
    },
    {
      type: 'response.completed',
      sequence_number: 19,
      response: {
        ...RESPONSE,
        status: 'completed',
        output: [
          { type: 'reasoning', id: 'rs_2', summary: [{ type: 'summary_text', text: 'shört' }] },
          {
            type: 'message',
            id: 'msg_1',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text: '世界 😀', annotations: [] }],
          },
          { type: 'function_call', id: 'fc_1', call_id: 'c2', name: 'look', arguments: '{"q":"ä"}' },
        ],
        usage: { input_tokens: 5, output_tokens: 7 },
      },
    },
  ]),
};
