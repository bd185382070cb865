import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { exchangeRow } from '../../../test-support/rows.ts';
import { copyAs, copySource } from './copy-as.ts';

const stored = { body: null, bodyKind: 'json', sizeBytes: 0, truncated: false } as const;
const detail = {
  row: exchangeRow({ path: '/v1/chat/completions?x=1' }),
  verdict: null,
  akto: null,
  request: {
    ...stored,
    headers: [
      ['Host', '127.0.0.1:4141'],
      ['Authorization', 'Bearer [secret.authorization]'],
      ['X-Note', `it's $HOME`],
    ] as const,
  },
  response: { ...stored, headers: [] },
  findings: [],
  conversation: null,
};
const source = copySource(detail, 'http://127.0.0.1:4141/', '{"model":"m","stream":true,"stop":null,"q":"it\'s"}');

test('curl: credentials are variables, everything else is quoted', () => {
  expect(copyAs('curl', source)).toBe(
    `curl 'http://127.0.0.1:4141/v1/chat/completions?x=1' \\
  -H "Authorization: Bearer $API_KEY" \\
  -H 'X-Note: it'\\''s $HOME' \\
  --data-raw '{"model":"m","stream":true,"stop":null,"q":"it'\\''s"}'
`,
  );
});

test('curl: a shell reads back exactly what was sent', () => {
  const script = copyAs('curl', source).replace(
    /^curl/,
    'curl() { for one in "$@"; do printf "%s\\n" "$one"; done; }; API_KEY=made-up; curl',
  );
  expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).trim().split('\n')).toEqual([
    'http://127.0.0.1:4141/v1/chat/completions?x=1',
    '-H',
    'Authorization: Bearer made-up',
    '-H',
    `X-Note: it's $HOME`,
    '--data-raw',
    `{"model":"m","stream":true,"stop":null,"q":"it's"}`,
  ]);
});

test('Python: literals of its own, the key from the environment', () => {
  const text = copyAs('python', source);
  expect(text).toContain(`"Authorization": "Bearer " + os.environ["API_KEY"],`);
  expect(text).toContain('"stream": True,');
  expect(text).toContain('"stop": None,');
});

test('TypeScript: a template with the key, JSON as an object', () => {
  const text = copyAs('typescript', source);
  expect(text).toContain('"Authorization": `Bearer ${process.env.API_KEY}`,');
  expect(text).toContain('body: JSON.stringify({');
});

test('numbers that a double cannot hold are copied as text', () => {
  const big = copySource(detail, 'http://127.0.0.1:4141', '{"n":12345678901234567890}');
  expect(copyAs('python', big)).toContain('data="{\\"n\\":12345678901234567890}".encode(),');
  expect(copyAs('typescript', big)).toContain('12345678901234567890');
});
