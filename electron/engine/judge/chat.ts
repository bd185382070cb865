/** A language model of the user's, over the chat completions API that most servers speak. */
import { Agent, buildConnector, request } from 'undici';
import { z } from 'zod';

import { SluiceError } from '../../../shared/errors.ts';
import { type LoopGuard, isLinkLocal } from '../upstream/index.ts';

export interface ChatOptions {
  /** Base URL, e.g. `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; from a variable only, never stored. */
  readonly key: string | undefined;
  readonly deadlineMs: number;
  readonly guard: LoopGuard;
}

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface Chat {
  /** What the model says. Rejects with SluiceError `internal` (status, shape), `loop`, or with whatever the socket says. */
  complete(messages: readonly ChatMessage[], maxTokens: number, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** Answers are one small object; whatever is longer is none. Bytes. */
const LONGEST_ANSWER = 64 * 1_024;

const answerSchema = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

export function createChat({ url, model, key, deadlineMs, guard }: ChatOptions): Chat {
  const endpoint = `${url.replace(/\/+$/, '')}/chat/completions`;
  const agent = new Agent({ connections: 4, connect: connectorFor(guard, deadlineMs) });
  return {
    async complete(messages, maxTokens, signal) {
      await guard.check(new URL(endpoint));
      const { statusCode, body } = await request(endpoint, {
        method: 'POST',
        dispatcher: agent,
        signal,
        headers: {
          'content-type': 'application/json',
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ model, temperature: 0, max_tokens: maxTokens, messages }),
      });
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > LONGEST_ANSWER) throw new SluiceError('internal', 'The judge answered too much.');
        chunks.push(chunk);
      }
      if (statusCode !== 200) throw new SluiceError('internal', `The judge answered with status ${statusCode}.`);
      return contentOf(Buffer.concat(chunks).toString('utf8'));
    },
    close: () => agent.destroy(),
  };
}

function contentOf(body: string): string {
  try {
    return answerSchema.parse(JSON.parse(body)).choices[0]!.message.content;
  } catch (error) {
    throw unreadable(error);
  }
}

/** The answer as the object that was asked for; models like to put a code fence, or a word, around it. */
export function objectIn<T>(content: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1)));
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(cause: unknown): SluiceError {
  return new SluiceError('internal', 'The judge’s answer cannot be read.', { cause });
}

/** What the socket reached counts, not what a name said before. */
function connectorFor(guard: LoopGuard, timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout });
  return (options, callback) => {
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      const { remoteAddress = '', remotePort = 0 } = socket;
      if (!guard.isOurselves(remoteAddress, remotePort) && !isLinkLocal(remoteAddress)) return callback(null, socket);
      socket.destroy();
      return callback(new SluiceError('loop', 'The judge’s address is Sluice itself, or link-local.'), null);
    });
  };
}
