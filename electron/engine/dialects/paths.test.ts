import { describe, expect, test } from 'vitest';

import { type JsonValue } from '../../../shared/json.ts';
import { dialectById, selectDialect } from './index.ts';

const post = (path: string, body?: JsonValue, contentType: string | null = 'application/json') =>
  selectDialect({ method: 'POST', path, contentType }, body).id;

describe('by path, whatever stands before it', () => {
  test.each([
    ['/v1/chat/completions', 'openai-chat'],
    ['/chat/completions', 'openai-chat'],
    ['/chat/completions/', 'openai-chat'],
    ['/via/openai/v1/chat/completions', 'openai-chat'],
    ['/openai/v1/chat/completions', 'openai-chat'],
    ['/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21', 'openai-chat'],
    ['/engines/gpt-4o/chat/completions', 'openai-chat'],
    ['/api/v1/chat/completions', 'openai-chat'],
    ['/v1/completions', 'openai-completions'],
    ['/openai/deployments/x/completions?api-version=1', 'openai-completions'],
    ['/v1/responses', 'openai-responses'],
    ['/v1/responses/resp_1', 'openai-responses'],
    ['/v1/responses/resp_1/cancel', 'openai-responses'],
    ['/openai/v1/responses?api-version=preview', 'openai-responses'],
    ['/backend-api/codex/responses', 'openai-responses'],
    ['/v1/embeddings', 'openai-embeddings'],
    ['/openai/deployments/x/embeddings?api-version=1', 'openai-embeddings'],
    ['/v1/moderations', 'openai-moderations'],
    ['/v1/messages', 'anthropic-messages'],
    ['/v1/messages?beta=true', 'anthropic-messages'],
    ['/anthropic/v1/messages/count_tokens', 'anthropic-messages'],
    ['/v1/projects/p/locations/l/publishers/anthropic/models/claude:streamRawPredict', 'anthropic-messages'],
    ['/v1/threads/t_1/messages', 'json'],
    ['/v1beta/models/gemini-2.5-flash:generateContent', 'gemini'],
    ['/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse&key=k', 'gemini'],
    ['/v1/projects/p/locations/l/publishers/google/models/gemini:generateContent', 'gemini'],
    ['/v1beta/models/gemini-embedding-001:embedContent', 'gemini'],
    ['/api/chat', 'ollama'],
    ['/api/generate', 'ollama'],
    ['/api/embed', 'ollama'],
    ['/mcp', 'mcp'],
    ['/mcp/', 'mcp'],
    ['/mcp/github', 'mcp'],
    ['/github/mcp', 'mcp'],
    ['/model/anthropic.claude-3-haiku-20240307-v1:0/converse', 'bedrock'],
    ['/model/arn%3Aaws%3Abedrock%3Aeu/invoke-with-response-stream', 'bedrock'],
    ['/v1/realtime?model=gpt-realtime', 'realtime'],
    ['/somewhere/else', 'json'],
    ['/v1/models', 'json'],
  ])('%s is %s', (path, id) => {
    expect(post(path, {})).toBe(id);
  });

  test('a path stays what it is when its body is broken', () => {
    expect(post('/v1/chat/completions', undefined)).toBe('openai-chat');
  });
});

describe('by the body, where the path says nothing', () => {
  test.each<[string, JsonValue, string]>([
    ['messages', { model: 'm', messages: [] }, 'openai-chat'],
    ['messages with a system beside them', { model: 'm', system: 'x', messages: [] }, 'anthropic-messages'],
    ['messages with a version', { anthropic_version: 'v', messages: [] }, 'anthropic-messages'],
    ['contents', { contents: [] }, 'gemini'],
    ['input with instructions', { model: 'm', input: 'x', instructions: 'y' }, 'openai-responses'],
    ['input of items', { model: 'm', input: [{ role: 'user', content: 'x' }] }, 'openai-responses'],
    ['input for an embedding model', { model: 'text-embedding-3-small', input: 'x' }, 'openai-embeddings'],
    ['input for a moderation model', { model: 'omni-moderation-latest', input: 'x' }, 'openai-moderations'],
    ['a prompt and a model', { model: 'm', prompt: 'x' }, 'openai-completions'],
    ['JSON-RPC', { jsonrpc: '2.0', id: 1, method: 'tools/list' }, 'mcp'],
    ['a batch of JSON-RPC', [{ jsonrpc: '2.0', method: 'notifications/initialized' }], 'mcp'],
    ['anything else', { a: 1 }, 'json'],
    ['a bare value', 'text', 'json'],
    ['an empty list', [], 'json'],
  ])('%s', (_, body, id) => {
    expect(post('/', body)).toBe(id);
  });

  test('JSON-RPC says what it is on any path', () => {
    expect(post('/messages?sessionId=1', { jsonrpc: '2.0', id: 1, method: 'ping' })).toBe('mcp');
  });
});

test('without JSON it is text, without anything none', () => {
  expect(post('/upload', undefined, 'text/plain')).toBe('text');
  expect(selectDialect({ method: 'GET', path: '/v1/models', contentType: null }, undefined).id).toBe('none');
  expect(selectDialect({ method: 'GET', path: '/mcp', contentType: null }, undefined).id).toBe('mcp');
  expect(
    dialectById('text').parseRequest('just words', { method: 'POST', path: '/', contentType: null }).parts,
  ).toEqual([{ role: 'user', pointer: '', text: 'just words' }]);
});
