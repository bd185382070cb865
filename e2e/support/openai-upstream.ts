/**
 * An OpenAI-compatible chat upstream on a socket, steered by the test: what it answers is set beforehand, how fast a
 * stream flows is up to the test's own calls, and what it received is kept.
 */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  /** Name and value in turn, case and order as sent. */
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<IncomingMessage['headers']>;
  readonly body: string;
}

/** A stream that the test lets flow. Every call resolves once the bytes are handed to the socket. */
export interface OpenStream {
  /** Sends one delta. */
  send(text: string): Promise<void>;
  /** Sends the finish reason, the usage if asked for, and `[DONE]`. */
  finish(): Promise<void>;
  /** Breaks the connection in the middle. */
  reset(): void;
  /** Resolves when the client has left. */
  readonly clientLeft: Promise<void>;
}

/** What the next answers are. */
export type Answer =
  /** The whole text, as JSON or, where the request says `stream`, as SSE with a delta per word. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly tokens?: { readonly input: number; readonly output: number };
    }
  /** A refusal or failure in OpenAI's error shape. */
  | { readonly kind: 'error'; readonly status: number; readonly message: string }
  /** Any bytes. */
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** Nothing until the test takes the stream with `nextStream`. */
  | { readonly kind: 'stream' }
  /** The connection is broken before a byte of an answer. */
  | { readonly kind: 'reset' };

interface ChatRequest {
  readonly model?: string;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
}

const USAGE = { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 };
const CREATED = 1_700_000_000;

function parseChat(body: string): ChatRequest {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

export class OpenAiUpstream {
  readonly received: ReceivedRequest[] = [];
  #answer: Answer = { kind: 'text', text: 'Hello from the upstream.' };
  #ids = 0;
  readonly #sockets = new Set<Socket>();
  readonly #streams: OpenStream[] = [];
  readonly #waiting: ((stream: OpenStream) => void)[] = [];
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  /** Listens on a free loopback port. */
  static async start(): Promise<OpenAiUpstream> {
    const upstream = new OpenAiUpstream();
    upstream.#server.on('connection', (socket) => {
      upstream.#sockets.add(socket);
      socket.once('close', () => upstream.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => upstream.#server.listen(0, '127.0.0.1', resolve));
    return upstream;
  }

  /** Without a path, as LITELLM_URL wants it. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests for a chat completion only: an engine may also look up keys. */
  get chats(): readonly ReceivedRequest[] {
    return this.received.filter(({ url }) => url.includes('/chat/completions'));
  }

  /** What every request gets from now on. */
  answer(answer: Answer): void {
    this.#answer = answer;
  }

  /** The oldest stream not taken yet, or the next one to come. */
  nextStream(): Promise<OpenStream> {
    const ready = this.#streams.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return; // The client left before it had said everything.
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const { method = '', url = '', rawHeaders, headers } = request;
    this.received.push({ method, url, rawHeaders: [...rawHeaders], headers: { ...headers }, body });
    if (url.includes('/chat/completions')) await this.#complete(parseChat(body), request, response);
    else json(response, 404, { error: { message: `No such path: ${url}`, type: 'invalid_request_error' } });
  }

  async #complete(chat: ChatRequest, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = this.#answer;
    this.#ids += 1;
    const id = `chatcmpl-${this.#ids}`;
    const { model = 'gpt-test' } = chat;
    switch (answer.kind) {
      case 'text': {
        const { input, output } = answer.tokens ?? { input: USAGE.prompt_tokens, output: USAGE.completion_tokens };
        const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
        if (chat.stream !== true) {
          const message = { role: 'assistant', content: answer.text, refusal: null };
          const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
          json(response, 200, { id, object: 'chat.completion', created: CREATED, model, choices, usage });
          return;
        }
        const stream = openStream(id, model, chat, response, usage);
        for (const word of answer.text.split(/(?<=\s)/)) await stream.send(word);
        await stream.finish();
        return;
      }
      case 'stream': {
        const stream = openStream(id, model, chat, response);
        const waiting = this.#waiting.shift();
        if (waiting === undefined) this.#streams.push(stream);
        else waiting(stream);
        return;
      }
      case 'error':
        json(response, answer.status, {
          error: { message: answer.message, type: 'server_error', param: null, code: null },
        });
        return;
      case 'raw':
        response.writeHead(answer.status, answer.headers).end(answer.body);
        return;
      case 'reset':
        request.socket.resetAndDestroy();
        return;
    }
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function openStream(id: string, model: string, chat: ChatRequest, response: ServerResponse, usage = USAGE): OpenStream {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
  const common = { id, object: 'chat.completion.chunk', created: CREATED, model };
  const write = (data: string) =>
    new Promise<void>((resolve) => {
      // A client that left is no failure of the upstream.
      response.write(`data: ${data}\n\n`, () => resolve());
    });
  const chunk = (delta: object, reason: string | null) =>
    write(JSON.stringify({ ...common, choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] }));
  let first = true;
  return {
    async send(text) {
      if (first) await chunk({ role: 'assistant', content: '' }, null);
      first = false;
      await chunk({ content: text }, null);
    },
    async finish() {
      await chunk({}, 'stop');
      if (chat.stream_options?.include_usage === true) await write(JSON.stringify({ ...common, choices: [], usage }));
      await write('[DONE]');
      response.end();
    },
    reset: () => response.socket?.resetAndDestroy(),
    clientLeft: new Promise((resolve) => response.once('close', resolve)),
  };
}
