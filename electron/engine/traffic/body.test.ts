import { expect, test } from 'vitest';

import { understandBody } from './body.ts';

const JSON_TEXT = '{"messages":[{"content":"größer 😀"}]}';
const utf16 = Buffer.from(JSON_TEXT, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(JSON_TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${JSON_TEXT}`)],
  ['UTF-16, little end first', utf16],
  ['the same with a mark', Buffer.from(`\uFEFF${JSON_TEXT}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(utf16).swap16()],
  ['the same with its mark', Buffer.from(`\uFEFF${JSON_TEXT}`, 'utf16le').swap16()],
])('JSON in %s is read', (_encoding, bytes) => {
  expect(understandBody(bytes)).toEqual({
    kind: 'json',
    text: JSON_TEXT,
    json: { messages: [{ content: 'größer 😀' }] },
    truncated: false,
  });
});

test('bytes that only begin like UTF-16 are what they are', () => {
  expect(understandBody(Buffer.from([0x50, 0x00, 0xff, 0xfe])).kind).toBe('binary');
  expect(understandBody(Buffer.from([0x00])).kind).toBe('text');
  expect(understandBody(Buffer.from('a\0b')).text).toBe('a\0b');
});
