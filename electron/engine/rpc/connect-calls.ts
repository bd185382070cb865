import { request } from 'node:http';

import { SluiceError } from '../../../shared/errors.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { type ConnectApi, TEST_AGENT, type TestOutcome } from '../../../shared/rpc/connect-api.ts';

export interface ConnectCallParts {
  /** Our own first address, `http://127.0.0.1:4141`. */
  readonly address: () => string;
  /** SLUICE_TOKEN, which the test request has to show like everybody else. */
  readonly token: () => string | undefined;
}

interface Sent {
  readonly status: number;
  readonly body: unknown;
  readonly durationMs: number;
}

/** An upstream that does not answer must not keep the window waiting. */
const TIMEOUT_MS = 15_000;
const HARMLESS = 'This is a test request of Sluice. Say hello.';
/** The well-known test card of payment providers. */
const VIOLATION = 'This is a test request of Sluice. My card is 4242 4242 4242 4242.';

/** Test requests take the way of every request: over our own socket. */
export function connectCalls({ address, token }: ConnectCallParts): ConnectApi {
  const send = (path: string, body: unknown, headers: Readonly<Record<string, string>>) =>
    post(new URL(path, address()), JSON.stringify(body), headers);

  const throughGateway = async (messages: unknown): Promise<TestOutcome> => {
    const body = { model: 'gpt-4.1-mini', messages, metadata: { agent_name: TEST_AGENT } };
    const given = token();
    const headers: Record<string, string> = given === undefined ? {} : { 'x-sluice-token': given };
    const { status, body: answer, durationMs } = await send('/v1/chat/completions', body, headers);
    const error = at(answer, 'error');
    const denied = status === 403 && at(error, 'code') === 'blocked_by_policy';
    const said = text(at(error, 'message'));
    const message = denied
      ? said
      : status < 400
        ? 'It was forwarded, and the upstream answered.'
        : status === 401
          ? 'It was forwarded. The upstream wants a key, and Sluice has none of its own: from your client it has one.'
          : said || `The answer is ${status}.`;
    return { status, message, denied, durationMs };
  };

  const throughHook = async (messages: unknown): Promise<TestOutcome> => {
    const given = token();
    const headers: Record<string, string> = given === undefined ? {} : { authorization: given };
    const record = {
      path: '/v1/chat/completions',
      method: 'POST',
      requestHeaders: JSON.stringify({ host: TEST_AGENT }),
      requestPayload: JSON.stringify({ body: { model: 'gpt-4.1-mini', messages } }),
      tag: JSON.stringify({ 'gen-ai': 'Gen AI' }),
    };
    // One message that is a call by itself: nothing has to follow.
    const { status, body, durationMs } = await send(
      '/api/http-proxy?guardrails=true&ingest_data=true',
      record,
      headers,
    );
    const result = at(at(body, 'data'), 'guardrailsResult');
    const denied = at(result, 'Allowed') === false;
    const message = denied
      ? text(at(result, 'Reason'))
      : status === 200
        ? 'Sluice allows it.'
        : `The answer is ${status}.`;
    return { status, message, denied, durationMs };
  };

  return {
    sendTest({ door, violation }) {
      const messages = [{ role: 'user', content: violation ? VIOLATION : HARMLESS }];
      return door === 'gateway' ? throughGateway(messages) : throughHook(messages);
    },
  };
}

function post(url: URL, body: string, headers: Readonly<Record<string, string>>): Promise<Sent> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown) =>
      reject(new SluiceError('internal', 'The test request got no answer.', { cause }));
    const sent = request(
      url,
      { method: 'POST', timeout: TIMEOUT_MS, headers: { ...headers, 'content-type': 'application/json' } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', failed);
        response.on('end', () => {
          const { statusCode: status = 0 } = response;
          resolve({ status, body: parsed(Buffer.concat(chunks)), durationMs: performance.now() - started });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', failed);
    sent.end(body);
  });
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

function at(value: unknown, key: string): unknown {
  return isJsonObject(value) ? value[key] : undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
