/** The rest of OpenAI's formats: see samples.ts. */
import { type Sample, ndjson, sseData } from './sample.ts';

/** https://platform.openai.com/docs/api-reference/completions */
export const completions: Sample = {
  id: 'openai-completions',
  path: '/v1/completions',
  request: { model: 'gpt-3.5-turbo-instruct', prompt: ['Once', 'Twice'], suffix: 'end', stream: true },
  answer: {
    id: 'cmpl-1',
    object: 'text_completion',
    model: 'gpt-3.5-turbo-instruct',
    choices: [{ index: 0, text: ' upon', finish_reason: 'length', logprobs: null }],
    usage: { prompt_tokens: 2, completion_tokens: 1 },
  },
  stream: sseData([
    {
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, text: 'Grü', finish_reason: null }],
    },
    {
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, text: 'ße 😀', finish_reason: null }],
    },
    {
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, text: '', finish_reason: 'stop' }],
    },
    '[DONE]',
  ]),
};

/** https://platform.openai.com/docs/api-reference/embeddings */
export const embeddings: Sample = {
  id: 'openai-embeddings',
  path: '/v1/embeddings',
  request: { model: 'text-embedding-3-small', input: ['one', 'two'], encoding_format: 'base64' },
  answer: {
    object: 'list',
    data: [{ object: 'embedding', index: 0, embedding: 'AAAAAA==' }],
    model: 'text-embedding-3-small',
    usage: { prompt_tokens: 2, total_tokens: 2 },
  },
};

/** https://platform.openai.com/docs/api-reference/realtime-client-events and …/realtime-server-events */
export const realtime: Sample = {
  id: 'realtime',
  path: '/v1/realtime?model=gpt-realtime',
  request: [
    { type: 'session.update', session: { instructions: 'Be brief.', tools: [{ type: 'function', name: 'weather' }] } },
    { type: 'input_audio_buffer.append', audio: 'AAAA' },
    {
      type: 'conversation.item.create',
      item: {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'Weather?' },
          { type: 'input_audio', audio: 'AAAA' },
        ],
      },
    },
    { type: 'conversation.item.create', item: { type: 'function_call_output', call_id: 'c1', output: 'rain' } },
  ],
  answer: [
    { type: 'session.created', session: { model: 'gpt-realtime', instructions: 'Default.' } },
    { type: 'conversation.item.input_audio_transcription.completed', transcript: 'In Oslo?' },
    {
      type: 'response.done',
      response: {
        output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_audio', transcript: 'It rains.' }] }],
        usage: { input_tokens: 5, output_tokens: 7 },
      },
    },
  ],
  stream: ndjson([
    { type: 'session.created', session: { model: 'gpt-realtime' } },
    { type: 'response.output_audio.delta', delta: 'AAAA' },
    { type: 'response.output_text.delta', delta: 'Grü' },
    {
      type: 'response.done',
      response: {
        output: [
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Grüße 世界 😀' }] },
          { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"city":"Oslo"}' },
        ],
        usage: { input_tokens: 5, output_tokens: 7 },
      },
    },
  ]),
};

/** https://platform.openai.com/docs/api-reference/moderations */
export const moderations: Sample = {
  id: 'openai-moderations',
  path: '/v1/moderations',
  request: {
    model: 'omni-moderation-latest',
    input: [
      { type: 'text', text: 'is this bad?' },
      { type: 'image_url', image_url: { url: 'https://pictures.example/a.png' } },
    ],
  },
  answer: { id: 'modr-1', model: 'omni-moderation-latest', results: [{ flagged: false, categories: { hate: false } }] },
};
