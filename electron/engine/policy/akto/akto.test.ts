import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BEHAVIOURS, type Policy, SEVERITIES } from '../../../../shared/domain/index.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { ALERT_THRESHOLD, BLOCK_THRESHOLD } from '../../detectors/index.ts';
import { readPolicies } from '../read.ts';
import { policy } from '../test-support/make.ts';
import { aktoNameOf, typesOfAkto } from './pii-names.ts';
import { readPolicyFiles, writePolicyFiles } from './policy-files.ts';

/** Every group of fields that guardrails-sync knows, and some that nobody does. */
const WHOLE: JsonObject = {
  policy: {
    name: 'Payments team',
    description: 'What the payments agents may say',
    blockedMessage: 'Ask the platform team',
    severity: 'CRITICAL',
    active: true,
    behaviour: 'warn',
    applyOnRequest: true,
    applyOnResponse: true,
    contextSource: 'AGENTIC',
    applyToAllServers: false,
    selectedAgentServersV2: [{ id: '726705745', name: 'laptop.ai-agent.claude-cli' }],
    selectedMcpServersV2: [{ id: '1', name: 'laptop.claude.mongodb' }],
    targetTags: [{ key: 'team', value: 'payments' }],
    selectedModel: 'gpt-5*',
    deniedTopics: [{ topic: 'Investment advice', description: 'None', samplePhrases: ['which stock'], weight: 3 }],
    piiTypes: [
      { type: 'email', behavior: 'mask', minMatchCount: 3 },
      { type: 'credit_card', behavior: 'block', minMatchCount: 1, note: 'kept' },
      { type: 'trade_id', behavior: 'block', minMatchCount: 1 },
    ],
    regexPatternsV2: [
      { pattern: 'ORION-\\d+', behavior: 'block' },
      { pattern: '(?=look)ahead', behavior: 'block' },
    ],
    redactionRules: [{ name: 'x' }],
    secretsDetection: { enabled: true, confidenceScore: 0.7 },
    contentFiltering: {
      harmfulCategories: { hate: 'HIGH', violence: 'NONE', greed: 'LOW', useForResponses: false },
      promptAttacks: { level: 'HIGH' },
      code: { level: 'LOW' },
    },
    wordFilters: { custom: ['orion', 'acme corp'], profanity: true },
    gibberishDetection: { enabled: true, confidenceScore: 0.7 },
    sentimentDetection: { enabled: false, confidenceScore: 0.7 },
    tokenLimitDetection: { enabled: true, threshold: 4096 },
    llmRule: { enabled: true, userPrompt: 'No poems', confidenceScore: 0.5 },
    basePromptRule: { enabled: true, confidenceScore: 0.5 },
    modelConfigs: [{ provider: 'openai', model: 'x', baseUrl: 'http://127.0.0.1:1', timeoutMs: 10 }],
    anomalyDetection: { toolCallLimit: 20, errorLimit: 5 },
    approvedServers: [{ name: 'git', mode: 'ALWAYS' }],
    ignorePhrases: [
      { phrase: 'test card', isRegex: false, caseSensitive: true },
      { phrase: 'ticket-\\d+', isRegex: true, caseSensitive: false },
    ],
    blockedHosts: ['*.example.org'],
    somethingNew: { deep: [1, { two: null }] },
  },
  besideThePolicy: 1,
};

const fileOf = (value: unknown, name = 'file.json') => ({ name, text: JSON.stringify(value) });

function read(value: unknown, taken: readonly Policy[] = []): Policy {
  const { policies, errors } = readPolicyFiles([fileOf(value)], taken);
  expect(errors).toEqual([]);
  return policies[0]!;
}

const written = (one: Policy): unknown => JSON.parse(writePolicyFiles([one], 'akto')[0]!.text);

describe('a guardrails-sync file', () => {
  test('becomes a policy with every field that can act here', () => {
    expect(read(WHOLE)).toMatchObject({
      id: 'payments-team',
      name: 'Payments team',
      description: 'What the payments agents may say',
      message: 'Ask the platform team',
      severity: 'critical',
      enabled: true,
      agents: ['laptop.ai-agent.claude-cli', 'laptop.claude.mongodb'],
      models: ['gpt-5*'],
      topics: [{ name: 'Investment advice', samplePhrases: ['which stock'], onRequest: 'warn', onResponse: 'warn' }],
      rules: [
        { type: 'email', onRequest: 'mask', onResponse: 'mask', minMatches: 3 },
        { type: 'credit_card', onRequest: 'warn', onResponse: 'warn' },
        { type: 'secret.*', onRequest: 'warn', minConfidence: 0.7 },
        { type: 'jwt' },
        { type: 'password' },
        { type: 'url_credentials' },
        { type: 'injection.*', onRequest: 'warn', onResponse: 'none', minConfidence: ALERT_THRESHOLD },
      ],
      patterns: [{ pattern: 'ORION-\\d+', onRequest: 'warn' }],
      words: [{ words: ['orion', 'acme corp'] }],
      tokenLimit: { maxTokens: 4096 },
      toolCallLimit: { perSession: 20, errorsPerSession: 5 },
      llmRule: { prompt: 'No poems', minConfidence: 0.5 },
      harmful: { categories: { hate: 'high' }, onRequest: 'warn', onResponse: 'none' },
      exceptions: [
        { kind: 'phrase', phrase: 'test card', caseSensitive: true },
        { kind: 'pattern', pattern: 'ticket-\\d+' },
      ],
    });
  });

  test('says what has no effect here, and why; what is switched off is not worth a word', () => {
    const { noEffect } = readPolicyFiles([fileOf(WHOLE)], []);
    const fields = new Map(noEffect[0]!.fields.map(({ field, why }) => [field, why]));
    expect(fields.has('llmRule')).toBe(false);
    expect(fields.get('contentFiltering.harmfulCategories.greed')).toMatch(/knows this category/);
    expect(fields.get('modelConfigs')).toMatch(/set in Settings/);
    expect(fields.get('piiTypes: trade_id')).toMatch(/Nothing here finds/);
    expect(fields.get('regexPatternsV2: (?=look)ahead')).toMatch(/look-ahead/);
    expect(fields.get('somethingNew')).toMatch(/does not know/);
    expect([...fields.keys()]).toEqual(
      expect.arrayContaining([
        'basePromptRule',
        'gibberishDetection',
        'modelConfigs',
        'redactionRules',
        'approvedServers',
        'blockedHosts',
        'targetTags',
        'contextSource',
        'contentFiltering.code',
        'wordFilters.profanity',
      ]),
    );
    expect(fields.has('sentimentDetection')).toBe(false);
    expect(fields.has('severity')).toBe(false);
  });

  test('is written as it was read', () => {
    expect(written(read(WHOLE))).toEqual(WHOLE);
  });

  test('an edit changes its own field only; what is not known here stays', () => {
    const before = read(WHOLE);
    const edited: Policy = {
      ...before,
      name: 'Payments',
      rules: before.rules.filter(({ type }) => type !== 'email'),
      agents: ['laptop.claude.mongodb'],
    };
    const { policy: akto, besideThePolicy } = written(edited) as { policy: JsonObject; besideThePolicy: number };
    expect(besideThePolicy).toBe(1);
    const { selectedAgentServersV2: _gone, ...original } = WHOLE['policy'] as JsonObject;
    expect(akto).toEqual({
      ...original,
      name: 'Payments',
      selectedAgentServersV2: [],
      piiTypes: [
        { type: 'credit_card', behavior: 'block', minMatchCount: 1, note: 'kept' },
        { type: 'trade_id', behavior: 'block', minMatchCount: 1 },
      ],
    });
    expect(read({ policy: akto })).toMatchObject({ ...edited, id: 'payments', imported: { policy: akto } });
  });

  test('without a name is called like its file, with or without the wrapping', () => {
    const bare = { active: true, behaviour: 'monitor', applyOnRequest: true, piiTypes: [{ type: 'ssn' }] };
    const { policies } = readPolicyFiles([fileOf(bare, 'argus/pii-protection.json')], []);
    expect(policies[0]).toMatchObject({
      id: 'pii-protection',
      name: 'pii-protection',
      rules: [{ type: 'ssn', onRequest: 'alert', onResponse: 'none' }],
    });
    expect(written(policies[0]!)).toEqual(bare);
  });

  test.each([
    ['block', 'block', 'block'],
    ['monitor', 'block', 'alert'],
    ['alert', 'mask', 'alert'],
    ['warn', 'block', 'warn'],
    ['warn', 'mask', 'mask'],
    ['approval', 'block', 'approval'],
    ['approval', 'warn', 'warn'],
    ['Block', 'Mask', 'mask'],
  ])('behaviour %s with a type that says %s does %s', (behaviour, behavior, does) => {
    const one = read({ name: 'x', behaviour, applyOnRequest: true, piiTypes: [{ type: 'email', behavior }] });
    expect(one.rules[0]?.onRequest).toBe(does);
  });

  test.each([
    ['LOW', BLOCK_THRESHOLD],
    ['HIGH', ALERT_THRESHOLD],
  ])('prompt attacks at level %s need a confidence of %d', (level, minConfidence) => {
    const one = read({ name: 'x', applyOnRequest: true, contentFiltering: { promptAttacks: { level } } });
    expect(one.rules).toMatchObject([{ type: 'injection.*', minConfidence }]);
  });

  test('that applies to no server is not one that applies to all', () => {
    const one = read({ name: 'x', active: true, applyToAllServers: false, piiTypes: [{ type: 'email' }] });
    expect(one).toMatchObject({ enabled: false, agents: [] });
  });

  test('10,000 words are read', () => {
    const custom = Array.from({ length: 10_001 }, (_, index) => `word-${index}`);
    const { policies, noEffect } = readPolicyFiles([fileOf({ behaviour: 'block', wordFilters: { custom } })], []);
    expect(policies[0]?.words?.[0]?.words).toHaveLength(10_000);
    expect(noEffect[0]?.fields).toMatchObject([{ field: 'wordFilters' }]);
  });
});

describe('names of data types', () => {
  test.each([
    ['ip', ['ip_address']],
    ['PAN Card', ['in_pan']],
    ['aws', ['secret.aws_*']],
    ['complete_address', ['address']],
    ['trade_id', []],
  ])('%s means %j', (name, types) => {
    expect(typesOfAkto(name)).toEqual(types);
  });

  test('what is written is read as the same type', () => {
    for (const type of ['email', 'ip_address', 'address', 'iban', 'in_pan', 'secret.*', 'secret.database_url']) {
      expect(typesOfAkto(aktoNameOf(type)!)).toEqual([type]);
    }
  });
});

describe('our own policies', () => {
  test('survive as one file of ours', () => {
    const all = [policy('a', { rules: [{ type: '*', onRequest: 'alert', onResponse: 'none' }] }), policy('b')];
    const [file, ...none] = writePolicyFiles(all, 'sluice');
    expect(none).toEqual([]);
    expect(readPolicyFiles([file!], []).policies).toEqual(all);
  });

  test('get ids that are free', () => {
    const { policies } = readPolicyFiles([fileOf(policy('a'), '1'), fileOf(policy('a'), '2')], [policy('a')]);
    expect(policies.map(({ id }) => id)).toEqual(['a-2', 'a-3']);
  });

  test('are written for Akto and read again without loss, whatever they say', () => {
    const behaviour = fc.constantFrom(...BEHAVIOURS);
    const reaction = { onRequest: behaviour, onResponse: behaviour };
    const rule = fc.record(
      {
        type: fc.constantFrom('email', 'secret.*', 'jwt', 'password', 'url_credentials', 'injection.*', 'person', '*'),
        ...reaction,
        minMatches: fc.integer({ min: 2, max: 9 }),
        minConfidence: fc.constantFrom(0.5, ALERT_THRESHOLD, BLOCK_THRESHOLD),
      },
      { requiredKeys: ['type', 'onRequest', 'onResponse'] },
    );
    const policies = fc.record(
      {
        name: fc.constantFrom('Payments', 'Ünïcode 名'),
        description: fc.constantFrom('', 'What it is for'),
        enabled: fc.boolean(),
        severity: fc.constantFrom(...SEVERITIES),
        agents: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
        exceptAgents: fc.constant(['d']),
        models: fc.uniqueArray(fc.constantFrom('m*', 'n'), { minLength: 1 }),
        rules: fc.array(rule, { maxLength: 6 }),
        words: fc.tuple(
          fc.record({ name: fc.constantFrom('Mine', 'Word filters'), words: fc.constant(['x']), ...reaction }),
        ),
        tokenLimit: fc.record({ maxTokens: fc.integer({ min: 1, max: 9_999 }), ...reaction }),
        llmRule: fc.record({ prompt: fc.constant('Poems?'), minConfidence: fc.constantFrom(0.5, 0.9), ...reaction }),
        harmful: fc.record({
          categories: fc.constantFrom(
            { hate: 'low' as const },
            { violence: 'high' as const, insults: 'medium' as const },
          ),
          ...reaction,
        }),
        tools: fc.constant({ allow: [], deny: ['rm'], onRequest: 'block' as const, onResponse: 'none' as const }),
        message: fc.constant('Own words'),
        advice: fc.constantFrom('', 'Do this'),
        restoreInAnswer: fc.boolean(),
      },
      { requiredKeys: ['name', 'description', 'enabled', 'severity', 'agents', 'rules', 'advice'] },
    );
    fc.assert(
      fc.property(policies, (body) => {
        const original: Policy = { id: 'payments', ...body };
        expect(readPolicies([original]).ok).toBe(true);
        const [file] = writePolicyFiles([original], 'akto');
        const { id: _id, imported: _imported, ...again } = readPolicyFiles([file!], []).policies[0]!;
        expect(again).toEqual(body);
      }),
    );
  });

  test('Akto’s fields count when somebody changed them after we wrote the file', () => {
    const own = policy('a', {
      advice: 'kept here only',
      rules: [{ type: 'person', onRequest: 'block', onResponse: 'none' }],
    });
    const file = written(own) as { policy: JsonObject };
    expect(read(file)).toMatchObject({ advice: 'kept here only', rules: own.rules });
    file.policy['piiTypes'] = [{ type: 'email', behavior: 'block' }];
    expect(read(file)).toMatchObject({ advice: '', rules: [{ type: 'email' }] });
  });
});

describe('files that cannot be read', () => {
  test.each([
    ['{"policy": ', /not JSON/],
    ['"text"', /neither/],
    ['[]', /neither/],
    ['{"policy": 7}', /neither/],
    ['{"some": "thing"}', /neither/],
    ['{"id": "x", "rules": []}', /missing/],
    [JSON.stringify([{ behaviour: 'block' }, { id: 'x', rules: [] }]), /neither|missing/],
  ])('%s', (text, message) => {
    const { policies, errors } = readPolicyFiles([{ name: 'bad.json', text }], []);
    expect(policies).toEqual([]);
    expect(errors[0]).toMatchObject({ file: 'bad.json', line: 1 });
    expect(errors.map((error) => error.message).join()).toMatch(message);
  });

  test('whatever stands in the fields, it never throws', () => {
    const keys = Object.keys(WHOLE['policy'] as JsonObject);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys, 'sluice', 'policy'), fc.jsonValue()), (fields) => {
        const { policies } = readPolicyFiles([fileOf({ behaviour: 'block', ...fields })], []);
        if (policies.length > 0) writePolicyFiles(policies, 'akto');
      }),
    );
  });
});
