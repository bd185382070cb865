import { describe, expect, test } from 'vitest';

import type { Behaviour, Message, Policy } from '../../../shared/domain/index.ts';
import { decide, inspectPolicies, mcpServerOf } from './index.ts';
import type { PolicyContext } from './policy.ts';
import { part, policy } from './test-support/make.ts';

const block = { onRequest: 'block', onResponse: 'block' } as const;

function judge(one: Policy, over: Partial<PolicyContext> = {}) {
  const context: PolicyContext = {
    side: 'request',
    agent: 'search-agent',
    model: 'gpt-5',
    policies: [one],
    parts: [],
    ...over,
  };
  const findings = inspectPolicies(context);
  return { findings, decision: decide({ ...context, findings }) };
}

const call = (name: string, index = 1): Message => ({
  role: 'assistant',
  pointer: `/messages/${index}`,
  name: null,
  blocks: [
    {
      kind: 'tool-call',
      pointer: `/messages/${index}/tool_calls/0/function/arguments`,
      id: 'c1',
      name,
      arguments: '{}',
    },
  ],
});

describe("a policy's own rules", () => {
  test('a pattern', () => {
    const codes = policy('p1', {
      severity: 'high',
      patterns: [{ name: 'Project codes', pattern: 'orion-\\d+', ...block }],
    });
    const { findings, decision } = judge(codes, { parts: [part('status of ORION-77?', 4)] });
    expect(findings).toEqual([
      {
        type: 'policy.pattern',
        rule: 'p1.pattern.project-codes',
        severity: 'high',
        confidence: 1,
        side: 'request',
        role: 'user',
        pointer: '/messages/4/content',
        start: 10,
        end: 18,
        view: 'raw',
      },
    ]);
    expect(decision.verdict).toMatchObject({
      kind: 'block',
      policyId: 'p1',
      rule: 'p1.pattern.project-codes',
      reason: "Policy 'Policy p1' blocks this: text that matches 'project-codes' in the user's text (message 5).",
    });
  });

  test.each([
    ['zero-width', 'or\u200bi\u200bon-77', 'normalised'],
    ['full-width', 'ｏｒｉｏｎ-77', 'normalised'],
    ['base64', Buffer.from('the code is orion-77, keep it').toString('base64'), 'decoded:base64'],
  ])('in disguise: %s', (_, text, view) => {
    const codes = policy('p1', { patterns: [{ name: 'codes', pattern: 'orion-\\d+', ...block }] });
    const { findings } = judge(codes, { parts: [part(text)] });
    expect(findings.map((found) => found.view)).toEqual([view]);
    expect(findings[0]!.end).toBeLessThanOrEqual(text.length);
  });

  test('a pattern from a number of matches on', () => {
    const codes = policy('p1', { patterns: [{ name: 'codes', pattern: 'orion-\\d', minMatches: 2, ...block }] });
    expect(judge(codes, { parts: [part('orion-1')] }).decision.verdict.kind).toBe('allow');
    expect(judge(codes, { parts: [part('orion-1'), part('orion-2', 2)] }).decision.verdict.kind).toBe('block');
  });

  test('words and a topic', () => {
    const talk = policy('p1', {
      words: [{ name: 'Competitors', words: ['Globex', 'Initech'], ...block }],
      topics: [
        { name: 'Gambling', description: 'bets and casinos', samplePhrases: ['place a bet on the match'], ...block },
      ],
    });
    expect(judge(talk, { parts: [part('as good as initech')] }).decision.verdict.reason).toContain(
      "a word of the list 'competitors'",
    );
    expect(judge(talk, { parts: [part('I will place my bet on the next match')] }).decision.verdict.reason).toContain(
      "the topic 'gambling'",
    );
    expect(judge(talk, { parts: [part('a better matching initechnology')] }).findings).toEqual([]);
  });

  test('only in the text of the roles it names', () => {
    const codes = policy('p1', { words: [{ name: 'w', words: ['orion'], roles: ['tool'], ...block }] });
    expect(judge(codes, { parts: [part('orion', 0, 'user')] }).findings).toEqual([]);
    expect(judge(codes, { parts: [part('orion', 0, 'tool')] }).findings).toHaveLength(1);
  });

  test.each([
    ['request', 'block', 'none', 1],
    ['request', 'none', 'block', 0],
    ['response', 'block', 'none', 0],
    ['response', 'none', 'block', 1],
  ] as const)('on a %s, with %s and %s: %d findings', (side, onRequest, onResponse, count) => {
    const words = policy('p1', { words: [{ name: 'w', words: ['orion'], onRequest, onResponse }] });
    expect(judge(words, { side, parts: [part('orion')] }).findings).toHaveLength(count);
  });

  test('a policy for somebody else looks at nothing', () => {
    const words = policy('p1', { agents: ['billing-bot'], words: [{ name: 'w', words: ['orion'], ...block }] });
    expect(judge(words, { parts: [part('orion')] }).findings).toEqual([]);
  });

  test('rules of two policies that found the same are kept apart', () => {
    const react = (id: string, onRequest: Behaviour) =>
      policy(id, { words: [{ name: 'w', words: ['orion'], onRequest, onResponse: 'none' }] });
    const policies = [react('p1', 'alert'), react('p2', 'mask')];
    const context = { side: 'request', agent: 'a', model: null, policies, parts: [part('orion')] } as const;
    const findings = inspectPolicies(context);
    expect(decide({ ...context, findings }).actions.map(({ action }) => action)).toEqual(['alert', 'mask']);
    expect(
      decide({ ...context, findings, policies: policies.slice(0, 1) }).actions.map(({ action }) => action),
    ).toEqual(['alert', 'allow']);
  });

  test('a broken pattern that was saved anyhow stops nothing', () => {
    const broken = policy('p1', {
      patterns: [{ name: 'x', pattern: '(', ...block }],
      words: [{ name: 'w', words: ['orion'], ...block }],
    });
    expect(judge(broken, { parts: [part('( orion')] }).findings.map(({ type }) => type)).toEqual(['policy.words']);
  });
});

describe('limits', () => {
  test.each([
    [100, 100, 'allow'],
    [101, 100, 'block'],
  ])('%d tokens of %d allowed: %s', (tokens, maxTokens, verdict) => {
    const limited = policy('p1', { tokenLimit: { maxTokens, ...block } });
    expect(judge(limited, { tokens }).decision.verdict.kind).toBe(verdict);
  });

  test('tokens nobody counted are estimated', () => {
    const limited = policy('p1', { tokenLimit: { maxTokens: 10, ...block } });
    expect(judge(limited, { parts: [part('x'.repeat(40))] }).decision.verdict.kind).toBe('allow');
    const { decision } = judge(limited, { parts: [part('x'.repeat(20)), part('x'.repeat(21), 1)] });
    expect(decision.verdict).toMatchObject({ kind: 'block', rule: 'p1.token-limit' });
  });

  test('tool calls of a session, counted by somebody or in the messages', () => {
    const limited = policy('p1', { toolCallLimit: { perSession: 2, ...block } });
    expect(judge(limited, { sessionToolCalls: 2 }).decision.verdict.kind).toBe('allow');
    expect(judge(limited, { sessionToolCalls: 3 }).decision.verdict.rule).toBe('p1.tool-call-limit');
    expect(judge(limited, { messages: [call('a', 1), call('b', 3)] }).decision.verdict.kind).toBe('allow');
    expect(judge(limited, { messages: [call('a', 1), call('b', 3), call('c', 5)] }).decision.verdict.kind).toBe(
      'block',
    );
  });
});

describe('tools and MCP servers', () => {
  test.each([
    [{ allow: [], deny: ['shell'] }, 'shell', 'block'],
    [{ allow: [], deny: ['shell'] }, 'Shell', 'block'],
    [{ allow: [], deny: ['shell'] }, 'read_file', 'allow'],
    [{ allow: ['read_*'], deny: [] }, 'read_file', 'allow'],
    [{ allow: ['read_*'], deny: [] }, 'write_file', 'block'],
    [{ allow: ['read_*'], deny: ['read_secrets'] }, 'read_secrets', 'block'],
    [{ allow: [], deny: [] }, 'anything', 'allow'],
  ])('%j and the tool %s: %s', (names, tool, verdict) => {
    const guarded = policy('p1', { tools: { ...names, ...block } });
    expect(judge(guarded, { tools: [tool] }).decision.verdict.kind).toBe(verdict);
    expect(judge(guarded, { messages: [call(tool)] }).decision.verdict.kind).toBe(verdict);
    expect(judge(guarded, { side: 'response', messages: [call(tool, 0)] }).decision.verdict.kind).toBe(verdict);
  });

  test.each([
    ['mcp__github__create_issue', 'github'],
    ['mcp__my_files__read__all', 'my_files'],
    ['mcp____x', null],
    ['mcp__only', null],
    ['shell', null],
  ])('%s belongs to the server %s', (tool, server) => {
    expect(mcpServerOf(tool)).toBe(server);
  });

  test('servers are judged by the names of their tools, other tools pass', () => {
    const guarded = policy('p1', { mcpServers: { allow: ['github'], deny: [], ...block } });
    const tools = ['shell', 'mcp__github__create_issue', 'mcp__jira__search', 'mcp__jira__close'];
    const { findings, decision } = judge(guarded, { tools });
    expect(findings.map(({ rule }) => rule)).toEqual(['p1.mcp-server.jira']);
    expect(decision.verdict.reason).toBe(
      "Policy 'Policy p1' blocks this: the MCP server 'jira' in the tools on offer.",
    );
  });

  test('an offered tool of an answer is nobody’s fault: only calls count there', () => {
    const guarded = policy('p1', { tools: { allow: [], deny: ['shell'], ...block } });
    expect(judge(guarded, { side: 'response', tools: ['shell'] }).findings).toEqual([]);
  });
});
