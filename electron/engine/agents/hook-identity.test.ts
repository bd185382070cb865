import { describe, expect, test } from 'vitest';

import { type HookIdentityInput, identifyHook } from './index.ts';

const silent: HookIdentityInput = {
  verdictHost: '127.0.0.1:24001',
  recordHost: '127.0.0.1:24001',
  keyAlias: null,
  teamAlias: null,
  proxyHosts: ['127.0.0.1:24001', 'litellm:4000'],
  agentHeader: null,
  agentNameOnly: false,
  isLiteLLM: true,
};

describe("who sent a call that Akto's LiteLLM hook reports", () => {
  test.each([
    [
      'chat completions: every host has the name, from metadata or the key',
      { verdictHost: 'billing-bot', recordHost: 'billing-bot' },
      'billing-bot',
      'hook',
    ],
    [
      'the client sent it as its header',
      { verdictHost: 'billing-bot', recordHost: 'billing-bot', agentHeader: 'Billing Bot', keyAlias: 'other' },
      'billing-bot',
      'header',
    ],
    [
      'a coding agent’s hook says which host it calls',
      { verdictHost: 'api.anthropic.com', recordHost: null, isLiteLLM: false },
      'api.anthropic.com',
      'host',
    ],
    [
      'messages with agent_name: only the verdict has it',
      { verdictHost: 'search_agents', agentNameOnly: true },
      'search_agents',
      'metadata',
    ],
    [
      'messages with a key alias: the record has it',
      { recordHost: 'key-wins', keyAlias: 'key-wins' },
      'key-wins',
      'key-alias',
    ],
    [
      'the verdict goes before the record',
      { verdictHost: 'search-agent', recordHost: 'key-wins', keyAlias: 'key-wins', agentNameOnly: true },
      'search-agent',
      'metadata',
    ],
    ['no host names anybody: the tag does', { keyAlias: 'Key Wins' }, 'key-wins', 'key-alias'],
    ['key before team', { keyAlias: 'key-wins', teamAlias: 'team-loses' }, 'key-wins', 'key-alias'],
    ['a blank key alias: the team', { keyAlias: ' ', teamAlias: 'Team Learnt' }, 'team-learnt', 'team-alias'],
    ['the host is the team alias', { verdictHost: 'team-a', teamAlias: 'Team A' }, 'team-a', 'team-alias'],
    ['nobody is named: the proxy, port included', {}, '127.0.0.1:24001', 'host'],
    ['another name of the proxy names nobody either', { verdictHost: ' LiteLLM:4000 ' }, 'litellm:4000', 'host'],
    ['no host at all', { verdictHost: null, recordHost: null }, '127.0.0.1:24001', 'host'],
  ] as const)('%s', (_, said, agent, source) => {
    expect(identifyHook({ ...silent, ...said })).toEqual({ agent, source });
  });
});
