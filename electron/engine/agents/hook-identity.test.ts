import { describe, expect, test } from 'vitest';

import { type HookIdentityInput, identifyHook } from './index.ts';

const silent: HookIdentityInput = {
  verdictHost: '127.0.0.1:24001',
  recordHost: '127.0.0.1:24001',
  keyAlias: null,
  teamAlias: null,
  proxyHosts: ['127.0.0.1:24001', 'litellm:4000'],
};

describe("who sent a call that Akto's LiteLLM hook reports", () => {
  test.each([
    [
      'chat completions: every host has the name',
      { verdictHost: 'billing-bot', recordHost: 'billing-bot' },
      'billing-bot',
      'metadata',
    ],
    [
      'messages with agent_name: only the verdict has it',
      { verdictHost: 'search_agents' },
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
      { verdictHost: 'search-agent', recordHost: 'key-wins', keyAlias: 'key-wins' },
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
