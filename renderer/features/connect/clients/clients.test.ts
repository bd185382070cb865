import { expect, test } from 'vitest';

import { CLIENTS, type Place, clientById } from './index.ts';

const PLACE: Place = {
  base: 'http://127.0.0.1:5151',
  upstream: 'http://localhost:4000',
  mode: 'block',
  token: 'made-up-token',
  container: false,
};
const textOf = (id: string, place: Partial<Place> = {}): string =>
  clientById(id)
    .snippets({ ...PLACE, ...place })
    .map(({ name, text }) => `${name}\n${text}`)
    .join('\n');

test.each(CLIENTS.map(({ id }) => id))('%s: the real address, and no other', (id) => {
  expect(textOf(id)).toContain(PLACE.base);
  expect(textOf(id)).not.toContain('4141');
});

test('each SDK names its agent', () => {
  for (const { id } of CLIENTS.filter(({ group }) => group === 'SDKs')) {
    expect(textOf(id), id).toMatch(/agent_name|x-agent-name/);
  }
  expect(textOf('curl')).toContain('agent_name');
});

test('the hook: callbacks, variables of Akto’s own hook, Block or Log as the window is', () => {
  const block = textOf('litellm-hook');
  for (const line of ['callbacks: [custom_hooks.proxy_handler_instance]', 'drop_params: true', 'num_retries:']) {
    expect(block).toContain(line);
  }
  expect(block).toContain('SYNC_MODE=true');
  expect(block).toContain('LITELLM_URL=http://localhost:4000');
  expect(block).not.toContain('docker-compose.yml');
  expect(textOf('litellm-hook', { mode: 'log' })).toContain('SYNC_MODE=false');
});

test('in a container: Docker’s name for this machine, the token, and the compose file', () => {
  for (const id of ['litellm-hook', 'litellm-akto', 'litellm-generic']) {
    const text = textOf(id, { container: true });
    expect(text).toContain('=http://host.docker.internal:5151\n');
    expect(text).toContain('=made-up-token\n');
    expect(text).toContain('extra_hosts: ["host.docker.internal:host-gateway"]');
    expect(text).not.toContain('127.0.0.1');
  }
  expect(textOf('litellm-hook', { container: true })).toContain('./custom_hooks.py:/app/custom_hooks.py');
});

test('when Sluice is away, LiteLLM’s guardrails deny in Block and let through in Log', () => {
  expect(textOf('litellm-akto')).toContain('unreachable_fallback: fail_closed');
  expect(textOf('litellm-generic', { mode: 'log' })).toContain('unreachable_fallback: fail_open');
});
