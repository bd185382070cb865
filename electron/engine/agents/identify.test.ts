import { describe, expect, test } from 'vitest';

import { type IdentifyInput, identify, keyAliasesOf } from './index.ts';

const everything: IdentifyInput = {
  metadataAgentName: 'From Metadata',
  headers: [
    ['Content-Type', 'application/json'],
    ['X-Agent-Name', 'From Header'],
  ],
  keyMetadataApp: 'From App',
  keyAlias: 'From Key',
  teamAlias: 'From Team',
  upstreamHost: '127.0.0.1:4000',
};

describe('the first source that leaves a name wins', () => {
  const gone: (keyof IdentifyInput)[] = ['metadataAgentName', 'headers', 'keyMetadataApp', 'keyAlias', 'teamAlias'];
  const expected = [
    { agent: 'from-metadata', source: 'metadata' },
    { agent: 'from-header', source: 'header' },
    { agent: 'from-app', source: 'key-metadata' },
    { agent: 'from-key', source: 'key-alias' },
    { agent: 'from-team', source: 'team-alias' },
    { agent: '127.0.0.1:4000', source: 'host' },
  ] as const;

  test.each(expected.map((identity, missing) => ({ missing, identity })))(
    'without the first $missing sources it is $identity.source',
    ({ missing, identity }) => {
      const input = { ...everything };
      for (const name of gone.slice(0, missing)) Object.assign(input, { [name]: name === 'headers' ? [] : null });
      expect(identify(input)).toEqual(identity);
    },
  );

  test.each(['', '   ', '\t'])('a source that is %j is passed over', (blank) => {
    const input = { ...everything, metadataAgentName: blank, headers: [['x-agent-name', blank]] as const };
    expect(identify(input)).toEqual({ agent: 'from-app', source: 'key-metadata' });
  });

  test('header names have no case, and of several values the first that says something counts', () => {
    const headers = [
      ['x-agent-name', ' '],
      ['X-AGENT-NAME', 'second'],
      ['x-agent-name', 'third'],
    ] as const;
    expect(identify({ ...everything, metadataAgentName: null, headers })).toEqual({
      agent: 'second',
      source: 'header',
    });
  });

  test.each(['litellm.internal:4000', '127.0.0.1:24001', '[::1]:4000', 'api.openai.com'])(
    'the host %s stays as it is, port included',
    (upstreamHost) => {
      const nobody = { metadataAgentName: null, headers: [], keyMetadataApp: null, keyAlias: null, teamAlias: null };
      expect(identify({ ...nobody, upstreamHost })).toEqual({ agent: upstreamHost, source: 'host' });
    },
  );
});

describe("LiteLLM's answers about a key", () => {
  const nothing = { keyAlias: null, teamId: null, teamAlias: null, keyMetadataApp: null };

  test('name key, team and application', () => {
    const keyInfo = {
      key: 'd0de8247b466c0c3d235f6f923a443ba425572da461fcf8a2462a0f624bae201',
      info: {
        key_alias: 'key-wins',
        team_id: 't-1',
        metadata: { key_type: 'application', app_name: 'Claims Desk', app_slug: 'claims' },
      },
    };
    const teamInfo = { team_id: 't-1', team_info: { team_alias: 'team-loses', models: [] }, keys: [] };
    expect(keyAliasesOf(keyInfo, teamInfo)).toEqual({
      keyAlias: 'key-wins',
      teamId: 't-1',
      teamAlias: 'team-loses',
      keyMetadataApp: 'Claims Desk',
    });
  });

  test.each([
    ['app_name goes before app_slug', { key_type: 'application', app_name: 'name', app_slug: 'slug' }, 'name'],
    ['app_slug where there is no name', { key_type: 'application', app_slug: 'slug' }, 'slug'],
    ['a blank name is none', { key_type: 'application', app_name: ' ', app_slug: 'slug' }, 'slug'],
    ['another kind of key names no application', { key_type: 'personal', app_name: 'name' }, null],
    ['a key without kind names no application', { app_name: 'name' }, null],
    ['no metadata', null, null],
  ])('%s', (_, metadata, keyMetadataApp) => {
    expect(keyAliasesOf({ info: { metadata } }, undefined)).toEqual({ ...nothing, keyMetadataApp });
  });

  test('no team: only the key speaks', () => {
    expect(keyAliasesOf({ info: { key_alias: 'k', team_id: null } }, null)).toEqual({ ...nothing, keyAlias: 'k' });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'Internal Server Error'],
    [
      'no database (500)',
      { error: { message: 'No DB Connected', type: 'internal_error', param: 'None', code: '500' } },
    ],
    ['key limited to LLM routes (403)', { error: { message: 'not allowed', type: 'auth_error', code: '403' } }],
    ['a list', [{ key_alias: 'no' }]],
    ['the wrong types', { info: { key_alias: 7, team_id: {}, metadata: 'x' } }],
  ])('%s falls through', (_, answer) => {
    expect(keyAliasesOf(answer, answer)).toEqual(nothing);
  });
});
