import { expect, test } from 'vitest';

import { isAllowedLink } from './external-links.ts';

test('documentation opens in the browser', () => {
  expect(isAllowedLink('https://docs.litellm.ai/docs/proxy/quick_start?x=1#y')).toBe(true);
  expect(isAllowedLink('https://app.akto.io/dashboard/observe/inventory/-12345')).toBe(true);
});

test.each([
  'http://docs.litellm.ai/',
  'https://docs.litellm.ai.evil.example/',
  'https://evil.example/docs.litellm.ai',
  'https://user@docs.litellm.ai/',
  'https://docs.litellm.ai:8443/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://docs.litellm.ai/share',
  'nonsense',
  '',
])('nothing else does: %s', (address) => {
  expect(isAllowedLink(address)).toBe(false);
});
