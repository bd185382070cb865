import { expect, test } from 'vitest';

import { redactBody } from './redact-body.ts';
import { REDACTION_TOOLS } from './redaction-tools.ts';
import { BODY_WITHHELD, WITHHELD, createRedact } from './redaction.ts';
import type { FindingRecord, MessageRecord } from './store.ts';
import { asking, closed, finding, jsonMessage, opened } from './test-support/records.ts';
import { GITHUB_TOKEN, OPENAI_KEY, PASSWORD } from './test-support/secrets.ts';

const redact = createRedact(REDACTION_TOOLS);

/** A finding of `part` in `text` at a pointer. */
function found(text: string, part: string, over: Partial<FindingRecord>): FindingRecord {
  const start = text.indexOf(part);
  return finding({ start, end: start + part.length, ...over });
}

const textAt = (body: string | null) =>
  (JSON.parse(body ?? 'null') as { messages: { content: string }[] }).messages[0]?.content ?? '';

test('a detected secret is its placeholder, and every finding still spans its words', () => {
  const content = `mail a@example.com, the password is "${PASSWORD}"; then b@example.org`;
  const { content: stored, findings } = redact.close(
    closed('a', {
      request: asking(content),
      findings: [
        found(content, 'a@example.com', {}),
        found(content, PASSWORD, { type: 'password', rule: 'secrets.password' }),
        found(content, 'b@example.org', {}),
      ],
    }),
  );
  const text = textAt(stored.request.body);
  expect(text).toBe('mail a@example.com, the password is "[password]"; then b@example.org');
  expect(findings.map(({ start, end }) => text.slice(start, end))).toEqual([
    'a@example.com',
    '[password]',
    'b@example.org',
  ]);
});

test('what the raw pass finds beyond the findings moves their spans too', () => {
  const content = `${OPENAI_KEY} is the key, write to a@example.com`;
  const { content: stored, findings } = redact.close(
    closed('a', { request: asking(content), findings: [found(content, 'a@example.com', {})] }),
  );
  const text = textAt(stored.request.body);
  expect(text).toBe('[secret.openai_api_key] is the key, write to a@example.com');
  expect(text.slice(findings[0]?.start, findings[0]?.end)).toBe('a@example.com');
});

test('a secret found on one side is replaced where the other side repeats it, escaped or not', () => {
  const secret = `made "up" pass\\word`;
  const content = `password: ${secret}`;
  const answer = jsonMessage({ choices: [{ message: { role: 'assistant', content: `you said ${secret}, right?` } }] });
  const { content: stored } = redact.close(
    closed('a', {
      request: asking(content),
      response: answer,
      findings: [found(content, secret, { type: 'password' })],
    }),
  );
  expect(stored.response.body).toBe(
    '{"choices":[{"message":{"role":"assistant","content":"you said [password], right?"}}]}',
  );
});

test('everything but the secret stays byte for byte', () => {
  const body = `{ "n": 12345678901234567890.0,\n "messages":[{"content":"caf\\u00e9 \\/ ${GITHUB_TOKEN}"}], "n": 1e5 }`;
  const { content } = redact.close(closed('a', { request: { ...asking(''), body } }));
  expect(content.request.body).toBe(body.replace(GITHUB_TOKEN, '[secret.github_token]'));
});

test('secrets in keys, numbers of messages nobody scanned, and plain text go too', () => {
  const odd = JSON.stringify({ [OPENAI_KEY]: [{ deep: { [GITHUB_TOKEN]: 1 } }] });
  expect(redactBody(odd, [], [], REDACTION_TOOLS)?.body).toBe(
    '{"[secret.openai_api_key]":[{"deep":{"[secret.github_token]":1}}]}',
  );
  const text = `line one\n${OPENAI_KEY}\n`;
  const whole = found(text, OPENAI_KEY, { type: 'secret.openai_api_key', pointer: '' });
  const mail = finding({ start: 0, end: 4, pointer: '' });
  const done = redactBody(text, [mail, whole], [], REDACTION_TOOLS);
  expect(done?.body).toBe('line one\n[secret.openai_api_key]\n');
  expect(done?.findings.map(({ start, end }) => [start, end])).toEqual([
    [0, 4],
    [9, 32],
  ]);
});

test('credentials of a form body go by their names', () => {
  const request: MessageRecord = {
    headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body: 'grant_type=client_credentials&client_secret=abc&scope=a+b',
    bodyKind: 'text',
    sizeBytes: 57,
    truncated: false,
  };
  const { content } = redact.close(closed('a', { request }));
  expect(content.request.body).toBe('grant_type=client_credentials&client_secret=[secret.query_key]&scope=a+b');
});

test('a body that cannot be made safe is withheld, and the record says so', () => {
  const content = `password: ${PASSWORD}`;
  const lost = found(content, PASSWORD, { type: 'password', pointer: '/messages/7/content' });
  const mail = finding({ side: 'response', pointer: '/id' });
  const done = redact.close(
    closed('a', { request: asking(content), findings: [lost, mail], marks: ['partly-scanned'] }),
  );
  expect(done.content.request).toMatchObject({ body: null, bodyKind: 'json', truncated: true });
  expect(done.content.request.headers).toEqual([['content-type', 'application/json']]);
  expect(done.content.response.body).not.toBeNull();
  expect(done.marks).toEqual(['partly-scanned', BODY_WITHHELD]);
  expect(done.findings).toHaveLength(2);
});

test('when the secrets pass itself fails, nothing that was not looked at is written', () => {
  const broken = createRedact({
    ...REDACTION_TOOLS,
    redactSecrets: () => {
      throw new Error('out of order');
    },
  });
  const { content, marks } = broken.close(closed('a'));
  expect([content.request.body, content.response.body]).toEqual([null, null]);
  expect(marks).toEqual([BODY_WITHHELD]);
  expect(broken.open(opened('a')).path).toBe(WITHHELD);
});

test('agent, model, session and path are looked at like any text', () => {
  expect(
    redact.open(
      opened('a', { agent: `bot ${OPENAI_KEY}`, model: OPENAI_KEY, session: GITHUB_TOKEN, path: '/x?key=1' }),
    ),
  ).toMatchObject({
    agent: 'bot [secret.openai_api_key]',
    model: '[secret.openai_api_key]',
    session: '[secret.github_token]',
    path: '/x?key=[secret.query_key]',
  });
  expect(redact.agent({ id: 'a', agent: OPENAI_KEY, agentSource: 'header' }).agent).toBe('[secret.openai_api_key]');
});

test('numbers that are secrets are strings afterwards, wherever they stand, and the body stays JSON', () => {
  const body = '{"a":{"password":73519460},"b":[73519460, -73519460],"c":"pin 73519460","passwd": 482913746152839405 }';
  const finding = found('73519460', '73519460', { type: 'password', pointer: '/a/password' });
  const { content, findings } = redact.close(closed('a', { request: { ...asking(''), body }, findings: [finding] }));
  const stored = content.request.body ?? '';
  expect(stored).toBe(
    '{"a":{"password":"[password]"},"b":["[password]", "-[password]"],"c":"pin [password]","passwd": "[password]" }',
  );
  expect(findings.map(({ start, end }) => '[password]'.slice(start, end))).toEqual(['[password]']);
});
