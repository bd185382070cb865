import { expect, test } from 'vitest';

import type { DialectId } from '../../../shared/domain/index.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { dialectById } from './registry.ts';

const target = { method: 'POST', path: '/model/m/converse', contentType: 'application/json' };

function failed(id: DialectId, body: JsonValue, side: 'request' | 'answer'): boolean[] {
  const dialect = dialectById(id);
  const { messages } = side === 'request' ? dialect.parseRequest(body, target) : dialect.parseAnswer(body, target);
  return messages
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'tool-result' ? [block.isError === true] : []));
}

test('Anthropic: is_error', () => {
  const result = (is_error?: boolean) => ({
    type: 'tool_result',
    tool_use_id: 't',
    content: 'x',
    ...(is_error !== undefined && { is_error }),
  });
  const body = { model: 'm', messages: [{ role: 'user', content: [result(true), result(false), result()] }] };
  expect(failed('anthropic-messages', body, 'request')).toEqual([true, false, false]);
});

test('MCP: isError of a result, and the error of JSON-RPC', () => {
  const answer = (more: JsonValue) => ({ jsonrpc: '2.0', id: 1, ...(more as object) }) as JsonValue;
  const content = [{ type: 'text', text: 'x' }];
  expect(failed('mcp', answer({ result: { isError: true, content } }), 'answer')).toEqual([true]);
  expect(failed('mcp', answer({ result: { content } }), 'answer')).toEqual([false]);
  expect(failed('mcp', answer({ error: { code: -1, message: 'no' } }), 'answer')).toEqual([true]);
});

test('Gemini: a response with an error in it', () => {
  const part = (response: JsonValue) => ({ functionResponse: { name: 'f', response } });
  const body = { contents: [{ role: 'user', parts: [part({ error: 'no' }), part({ output: 'yes' })] }] };
  expect(failed('gemini', body, 'request')).toEqual([true, false]);
});

test('Bedrock: status error', () => {
  const result = (status: string) => ({ toolResult: { toolUseId: 't', status, content: [{ text: 'x' }] } });
  const body = { messages: [{ role: 'user', content: [result('error'), result('success')] }] };
  expect(failed('bedrock', body, 'request')).toEqual([true, false]);
});
