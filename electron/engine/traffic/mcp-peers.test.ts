/** The MCP SDK's own client talks through the gateway to the MCP SDK's own server. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

import { engineOfFile } from '../test-support/file-engine.ts';

/** A Luhn-valid test number of the card networks' documentation. */
const CARD = '4111 1111 1111 1111';

let server: Server;
const called: string[] = [];
const mcp = new McpServer({ name: 'notes', version: '1.0.0' });
mcp.registerTool('remember', { inputSchema: { text: z.string() } }, ({ text }) => {
  called.push(text);
  return { content: [{ type: 'text', text: `Remembered: ${text}` }] };
});

beforeAll(async () => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: randomUUID });
  await mcp.connect(transport);
  server = createServer((request, response) => void transport.handleRequest(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterAll(async () => {
  await mcp.close();
  server.closeAllConnections();
  server.close();
});

const engine = engineOfFile(() => ({
  upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  saved: { mode: 'block', keyAliasLookup: false },
}));

test('tools are listed and called as without Sluice, and a block is McpError -32003 that the server never sees', async () => {
  const client = new Client({ name: 'agent', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${engine.url}/mcp`)));
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['remember']);
  const answer = await client.callTool({ name: 'remember', arguments: { text: 'milk' } });
  expect(answer.content).toEqual([{ type: 'text', text: 'Remembered: milk' }]);

  const error = await client
    .callTool({ name: 'remember', arguments: { text: CARD } })
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(McpError);
  expect(error).toMatchObject({ code: -32003 });
  expect(called).toEqual(['milk']);
  await client.close();

  const { rows } = await engine.api.listExchanges({ filter: 'dialect:mcp', limit: 100 });
  const calls = [];
  for (const { id } of rows) {
    const { conversation, row } = await engine.api.getExchange({ id });
    const [call] = (conversation?.request ?? []).flatMap(({ blocks }) =>
      blocks.filter(({ kind }) => kind === 'tool-call'),
    );
    if (call?.kind === 'tool-call') calls.push([call.name, row.verdict]);
  }
  expect(rows.map(({ operation }) => operation)).toContain('tools/call remember');
  const asked = await engine.api.listExchanges({ filter: 'operation:tools/call*', limit: 100 });
  expect(asked.rows).toHaveLength(2);
  expect(calls).toEqual([
    ['remember', 'allow'],
    ['remember', 'block'],
  ]);
});
