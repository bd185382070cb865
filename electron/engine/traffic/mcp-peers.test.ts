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
mcp.registerTool(
  'pay',
  { inputSchema: { card: z.number(), amount: z.number() }, outputSchema: { left: z.number(), at: z.number() } },
  ({ amount }) => {
    called.push(`paid ${amount}`);
    const structuredContent = { left: 129_900 - amount, at: 1_732_708_800_123 };
    return { content: [{ type: 'text', text: 'done' }], structuredContent };
  },
);

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

const client = new Client({ name: 'agent', version: '1.0.0' });

beforeAll(() => client.connect(new StreamableHTTPClientTransport(new URL(`${engine.url}/mcp`))));
afterAll(() => client.close());

test('tools are listed and called as without Sluice, and a block is McpError -32003 that the server never sees', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['remember', 'pay']);
  const answer = await client.callTool({ name: 'remember', arguments: { text: 'milk' } });
  expect(answer.content).toEqual([{ type: 'text', text: 'Remembered: milk' }]);

  const error = await client
    .callTool({ name: 'remember', arguments: { text: CARD } })
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(McpError);
  expect(error).toMatchObject({ code: -32003 });
  expect(called).toEqual(['milk']);

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

test('numbers pass as they are, and one that is a card does not reach the server', async () => {
  called.length = 0;
  const pay = (card: number) => client.callTool({ name: 'pay', arguments: { card, amount: 4999 } });
  expect((await pay(1234)).structuredContent).toEqual({ left: 124_901, at: 1_732_708_800_123 });
  const error = await pay(Number(CARD.replaceAll(' ', ''))).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(McpError);
  expect(error).toMatchObject({ code: -32003 });
  expect(called).toEqual(['paid 4999']);
});
