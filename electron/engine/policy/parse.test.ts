import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { DEFAULT_POLICIES, parsePolicies } from './index.ts';
import { policy } from './test-support/make.ts';

const full = {
  ...policy('p1', {
    severity: 'high',
    agents: ['search-agent'],
    exceptAgents: ['x'],
    models: ['gpt-*'],
    advice: 'Ask.',
  }),
  rules: [
    { type: 'secret.*', onRequest: 'block', onResponse: 'alert', roles: ['user'], minConfidence: 0.5, minMatches: 2 },
  ],
  patterns: [
    { name: 'Codes', pattern: 'orion-\\d+', onRequest: 'mask', onResponse: 'none', caseSensitive: true, minMatches: 1 },
  ],
  words: [{ name: 'Competitors', words: ['Globex'], onRequest: 'alert', onResponse: 'alert', wholeWords: false }],
  topics: [
    { name: 'Gambling', description: 'bets', samplePhrases: ['place a bet'], onRequest: 'warn', onResponse: 'none' },
  ],
  tokenLimit: { maxTokens: 4096, onRequest: 'block', onResponse: 'none' },
  tools: { allow: [], deny: ['shell'], onRequest: 'block', onResponse: 'block' },
  mcpServers: { allow: ['github'], deny: [], onRequest: 'approval', onResponse: 'approval' },
  toolCallLimit: { perSession: 50, onRequest: 'block', onResponse: 'block' },
  llmRule: { prompt: 'Is this legal advice?', minConfidence: 0.8, onRequest: 'alert', onResponse: 'alert' },
  exceptions: [
    { kind: 'phrase', phrase: 'support@example.com', agents: ['helpdesk'], until: 1_800_000_000_000 },
    { kind: 'pattern', pattern: 'doc-\\d+', caseSensitive: true },
    { kind: 'value', sha256: 'a'.repeat(64), type: 'email' },
  ],
  message: 'No: {policy} {rule}',
  warnSeconds: 60,
  approvalSeconds: 30,
  restoreInAnswer: true,
  imported: { createdBy: 'somebody', nested: { list: [1, null, 'x'] } },
};

describe('what is read', () => {
  test('one policy with every field, unchanged', () => {
    expect(parsePolicies(JSON.stringify(full))).toEqual({ ok: true, policies: [full] });
  });

  test('a list, in its order', () => {
    const parsed = parsePolicies(JSON.stringify([full, policy('p2')]));
    expect(parsed.ok && parsed.policies.map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  test('the default policies are such a list', () => {
    expect(parsePolicies(JSON.stringify(DEFAULT_POLICIES))).toEqual({ ok: true, policies: DEFAULT_POLICIES });
  });
});

/** Pretty JSON of a policy with something changed, and the issues it has. */
function issues(over: object) {
  const json = JSON.stringify({ ...policy('p1'), ...over }, null, 2);
  const parsed = parsePolicies(json);
  if (parsed.ok) throw new Error('was accepted');
  const lines = json.split('\n');
  // What stands at the place the issue names: positions are right when the culprit is there.
  return parsed.issues.map(({ line, column, pointer, message }) => ({
    at: lines[line - 1]!.slice(column - 1),
    pointer,
    message,
  }));
}

describe('what is refused, and where', () => {
  test.each([
    [{ severity: 'grave' }, '"grave"', '/severity', 'must be one of info, low, medium, high, critical'],
    [{ id: 'Has Spaces' }, '"Has Spaces"', '/id', /lower-case letters/],
    [{ name: '  ' }, '"  "', '/name', /empty|letter/],
    [
      { rules: [{ type: 'email', onRequest: 'stop', onResponse: 'none' }] },
      '"stop"',
      '/rules/0/onRequest',
      /^must be one of none, alert/,
    ],
    [
      { rules: [{ type: 'e mail', onRequest: 'block', onResponse: 'none' }] },
      '"e mail"',
      '/rules/0/type',
      /finding type/,
    ],
    [
      { rules: [{ type: 'email', onRequest: 'block', onResponse: 'none', minConfidence: 2 }] },
      '2',
      '/rules/0/minConfidence',
      'must be at most 1',
    ],
    [{ agents: [''] }, '""', '/agents/0', 'must not be empty'],
    [{ agents: 'all' }, '"all"', '/agents', 'must be a list'],
    [{ enabled: 'yes' }, '"yes"', '/enabled', 'must be true or false'],
    [
      { tokenLimit: { maxTokens: 0, onRequest: 'block', onResponse: 'none' } },
      '0,',
      '/tokenLimit/maxTokens',
      'must be at least 1',
    ],
    [{ exceptions: [{ kind: 'phrase', phrase: 'ab' }] }, '"ab"', '/exceptions/0/phrase', 'needs at least 3 characters'],
    [{ exceptions: [{ kind: 'value', sha256: 'xyz' }] }, '"xyz"', '/exceptions/0/sha256', /SHA-256/],
    [
      { exceptions: [{ kind: 'guess', phrase: 'abc' }] },
      '"guess"',
      '/exceptions/0/kind',
      'must be one of the known kinds',
    ],
  ])('%j', (over, at, pointer, message) => {
    const found = issues(over);
    expect(found).toMatchObject([{ pointer }]);
    expect(found[0]?.at.startsWith(at)).toBe(true);
    expect(found[0]?.message).toMatch(message);
  });

  test('an unknown field', () => {
    expect(issues({ severty: 'high' })).toEqual([
      { at: '"severty": "high"', pointer: '/severty', message: "unknown field 'severty'" },
    ]);
  });

  test('a missing field, at what it is missing from', () => {
    const found = issues({ rules: [{ type: 'email', onRequest: 'block' }] });
    expect(found).toMatchObject([{ at: '{', pointer: '/rules/0/onResponse' }]);
    expect(found[0]?.message).toMatch(/^'onResponse' is missing/);
  });

  test.each([
    ['orion-(\\d+', '(\\\\d+"', /missing closing/],
    ['é"[z-a]', 'z-a]"', /range/],
    ['a(?=b)', '(?=b)"', /look-ahead/],
  ])('the pattern %s, at the character that is wrong', (pattern, at, message) => {
    const rules = { patterns: [{ name: 'x', pattern, onRequest: 'block', onResponse: 'none' }] };
    const [issue] = issues(rules);
    expect(issue?.at.startsWith(at)).toBe(true);
    expect(issue?.pointer).toBe('/patterns/0/pattern');
    expect(issue?.message).toMatch(message);
  });

  test('an exception whose pattern is broken', () => {
    expect(issues({ exceptions: [{ kind: 'pattern', pattern: 'ab(' }] })).toEqual([
      { at: '("', pointer: '/exceptions/0/pattern', message: 'missing closing )' },
    ]);
  });

  test('two rules of one kind with one name', () => {
    const word = { words: ['a'], onRequest: 'block', onResponse: 'none' };
    expect(
      issues({
        words: [
          { name: 'My list', ...word },
          { name: 'my-list', ...word },
        ],
      }),
    ).toEqual([{ at: '"my-list",', pointer: '/words/1/name', message: 'another rule has this name' }]);
  });

  test('two policies with one id', () => {
    const parsed = parsePolicies(JSON.stringify([policy('p1'), policy('p2'), policy('p1')]));
    expect(parsed).toMatchObject({
      ok: false,
      issues: [{ line: 1, pointer: '/2/id', message: 'another policy has this id' }],
    });
  });

  test('more of something than is allowed', () => {
    const words = Array.from({ length: 10_001 }, (_, index) => `w${index}`);
    expect(issues({ words: [{ name: 'x', words, onRequest: 'block', onResponse: 'none' }] })).toMatchObject([
      { at: '[', pointer: '/words/0/words' },
    ]);
  });

  test('all issues at once, in the order of the text', () => {
    expect(issues({ severity: 'x', agents: 7, unknown: 1 }).map(({ pointer }) => pointer)).toEqual([
      '/severity',
      '/agents',
      '/unknown',
    ]);
  });
});

describe('what is not even JSON', () => {
  test.each([
    ['', 1, 1],
    ['{"id": "p1",\n  "name" "x"}', 2, 10],
    ['{"id": "p1",}', 1, 13],
    ['{\n  // remark\n  "id": "p1"}', 2, 3],
    ['nonsense', 1, 1],
  ])('%j: line %d, column %d', (json, line, column) => {
    const parsed = parsePolicies(json);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.issues[0]).toMatchObject({ line, column });
    expect(parsed.issues[0]?.message).toMatch(/^not JSON: /);
  });

  test.each(['null', '7', '"text"', 'true'])('%s is JSON but no policy', (json) => {
    expect(parsePolicies(json)).toMatchObject({ ok: false, issues: [{ line: 1, column: 1, pointer: '' }] });
  });

  test('never throws', () => {
    const valid = JSON.stringify(full);
    fc.assert(
      fc.property(fc.nat(valid.length), fc.nat(20), fc.string(), (at, length, text) => {
        const parsed = parsePolicies(valid.slice(0, at) + text + valid.slice(at + length));
        if (!parsed.ok) expect(parsed.issues.length).toBeGreaterThan(0);
      }),
    );
  });
});
