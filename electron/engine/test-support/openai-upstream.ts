import type { ServerResponse } from 'node:http';

import { type TestServer, sendJson, startServer } from './http-server.ts';

interface ChatRequest {
  readonly model?: string;
  readonly stream?: boolean;
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
}

/**
 * An OpenAI-compatible upstream on a socket (shapes: https://platform.openai.com/docs/api-reference/chat). It answers
 * `say`, or what the last message asks for as `say: …`.
 */
export function startOpenAiUpstream(say = 'Hello from the model.'): Promise<TestServer> {
  return startServer((request, response, body) => {
    if (request.url?.startsWith('/key/info') === true) return sendJson(response, 404, { error: 'no such route' });
    if (!/\/chat\/completions/.test(request.url ?? '')) return sendJson(response, 200, { object: 'list', data: [] });
    const chat = JSON.parse(body.toString('utf8')) as ChatRequest;
    const last = chat.messages?.at(-1)?.content;
    const text = typeof last === 'string' && last.startsWith('say: ') ? last.slice('say: '.length) : say;
    return chat.stream === true
      ? streamAnswer(response, chat.model, text)
      : sendJson(response, 200, whole(chat.model, text));
  });
}

function whole(model: string | undefined, text: string): unknown {
  return {
    id: 'chatcmpl-made-up',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: model ?? 'gpt-made-up',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
  };
}

function streamAnswer(response: ServerResponse, model: string | undefined, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const chunk = (delta: unknown, finish: string | null, usage?: unknown): void => {
    const event = {
      id: 'chatcmpl-made-up',
      object: 'chat.completion.chunk',
      created: 1_700_000_000,
      model: model ?? 'gpt-made-up',
      choices: [{ index: 0, delta, finish_reason: finish }],
      ...(usage === undefined ? {} : { usage }),
    };
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  chunk({ role: 'assistant', content: '' }, null);
  for (const word of text.match(/\S+\s*/g) ?? []) chunk({ content: word }, null);
  chunk({}, 'stop', { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 });
  response.end('data: [DONE]\n\n');
}
