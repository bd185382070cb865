/** The words of our own answers, dialect by dialect (interfaces.md, "What a blocked client gets"). */
import type { Denial, DenialAnswer } from './dialect.ts';

const JSON_TYPE = ['content-type', 'application/json'] as const;

export function jsonAnswer(status: number, body: unknown, headers: DenialAnswer['headers'] = []): DenialAnswer {
  return { status, headers: [JSON_TYPE, ...headers], body: JSON.stringify(body) };
}

/** OpenAI's `type` words: https://platform.openai.com/docs/guides/error-codes */
function openaiErrorType({ status }: Denial): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

export function openaiError(denial: Denial) {
  return {
    error: { message: denial.message, type: openaiErrorType(denial), param: null, code: denial.code },
  };
}

export function denyAsOpenai(denial: Denial): DenialAnswer {
  return jsonAnswer(denial.status, openaiError(denial));
}

export function sse(data: unknown, event?: string): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** The SDKs raise APIError on an `error` member; `finish_reason: "content_filter"` would raise nothing. */
export function cutAsOpenai(denial: Denial): string {
  return sse(openaiError(denial)) + sse('[DONE]');
}
