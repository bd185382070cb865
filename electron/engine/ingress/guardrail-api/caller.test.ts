import { expect, test } from 'vitest';

import { callerOf } from './caller.ts';
import { parseProxyCall } from './http-proxy-call.ts';

function caller(record: object, connector = 'claude_code_cli') {
  const query = new URLSearchParams({ akto_connector: connector, guardrails: 'true' });
  const call = parseProxyCall({ requestPayload: '{"body":"hello"}', ...record }, query);
  return call === null ? 'unreadable' : callerOf(call);
}

test.each([
  ['an address names nobody', { ip: '192.0.2.7', akto_vxlan_id: '0' }, null],
  ['a user', { ip: 'maria.lopez', akto_vxlan_id: 0 }, { user: 'maria.lopez', device: null }],
  ['a device', { ip: '9f86d081884c7d65', akto_vxlan_id: '0' }, { user: null, device: '9f86d081884c7d65' }],
  ['a user at a device', { ip: 'maria', akto_vxlan_id: '9f86d081884c' }, { user: 'maria', device: '9f86d081884c' }],
  ['a directive is no device', { ip: '::1', akto_vxlan_id: 'policy:AGENTIC:PII' }, null],
  ['nothing is said', {}, null],
])('%s', (_what, record, wanted) => {
  expect(caller(record)).toEqual(wanted);
});

test('of LiteLLM’s hook the address is the proxy’s', () => {
  expect(caller({ ip: 'litellm-host', akto_vxlan_id: '7' }, 'litellm')).toBeNull();
});
