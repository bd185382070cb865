/** A body that came before, word for word, is not looked through again. */
import { expect, test } from 'vitest';

import { REDACTION_TOOLS } from './redaction-tools.ts';
import { createRedact } from './redaction.ts';
import type { FindingRecord, MessageRecord } from './store.ts';
import { closed } from './test-support/records.ts';
import { OPENAI_KEY } from './test-support/secrets.ts';

function counting() {
  let looked = 0;
  const redact = createRedact({
    ...REDACTION_TOOLS,
    redactSecrets: (text) => {
      if (text.includes('parcel')) looked += 1;
      return REDACTION_TOOLS.redactSecrets(text);
    },
  });
  return { redact, looks: () => looked };
}

const message = (body: string, digest?: string): MessageRecord => ({
  headers: [['content-type', 'application/json']],
  body,
  bodyKind: 'json',
  sizeBytes: body.length,
  truncated: false,
  ...(digest === undefined ? {} : { digest }),
});
const BODY = JSON.stringify({ messages: [{ role: 'user', content: 'Where is the parcel?' }] });

test('a body is looked through once for each digest', () => {
  const { redact, looks } = counting();
  for (const _ of [1, 2, 3]) {
    const { content } = redact.close(closed('x', { request: message(BODY, 'digest one') }));
    expect(content.request).toMatchObject({ body: BODY, truncated: false });
    expect(content.request).not.toHaveProperty('digest');
  }
  expect(looks()).toBe(1);
});

test('a secret in it is replaced each time, whatever its digest', () => {
  const { redact } = counting();
  const dirty = BODY.replace('Where', OPENAI_KEY);
  for (const _ of [1, 2, 3]) {
    const { content } = redact.close(closed('x', { request: message(dirty, 'digest two') }));
    expect(content.request.body).not.toContain(OPENAI_KEY);
  }
});

test('what the other side turned out to say is replaced in a body that was clean before', () => {
  const { redact } = counting();
  const asking = message(JSON.stringify({ note: 'blue-parcel-horse' }), 'digest three');
  expect(redact.close(closed('x', { request: asking })).content.request.body).toContain('blue-parcel-horse');
  const telling = JSON.stringify({ said: 'It is blue-parcel-horse.' });
  const finding: FindingRecord = {
    type: 'password',
    rule: 'secrets.password',
    severity: 'high',
    confidence: 0.9,
    side: 'response',
    role: 'assistant',
    pointer: '/said',
    start: 6,
    end: 23,
    view: 'raw',
    policy: null,
    action: 'alert',
    evidence: 'b****e',
  };
  const { content } = redact.close(closed('x', { request: asking, response: message(telling), findings: [finding] }));
  expect(content.request.body).not.toContain('blue-parcel-horse');
  expect(content.response.body).not.toContain('blue-parcel-horse');
});
