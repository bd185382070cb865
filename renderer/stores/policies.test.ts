import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { EngineApi } from '../../shared/rpc/engine-api.ts';
import { createEngineClient } from '../rpc/client.ts';
import { attachEngine } from '../rpc/engine.ts';
import { fakeEngine } from '../test-support/fake-engine.ts';
import { type PolicyBook, policy, policyBook } from '../test-support/policy-book.ts';
import { EXCEPTIONS, draftedPolicies, usePolicies } from './policies.ts';
import { isDirty } from './policy-draft.ts';

const initial = usePolicies.getInitialState();
const state = () => usePolicies.getState();
const names = () => state().inForce?.policies.map(({ name }) => name);
let book: PolicyBook;
let dispose: () => void;

function connect(calls: Partial<EngineApi>) {
  const events = {
    stored: vi.fn(),
    sync: vi.fn(),
    status: vi.fn(),
    settings: vi.fn(),
    live: vi.fn(),
    progress: vi.fn(),
    policies: vi.fn(),
  };
  const engine = fakeEngine(calls);
  const client = createEngineClient(engine.bridge, { ...events, approvals: vi.fn(), replay: vi.fn() });
  attachEngine(client);
  dispose = () => client.dispose();
  return engine;
}

/** The engine has looked at the edit. */
const checked = () => vi.waitFor(() => expect(state().draft?.checked).toBe(true));

beforeEach(async () => {
  usePolicies.setState(initial, true);
  book = policyBook([policy(), policy({ id: 'mail', name: 'Mail' })]);
  connect(book.api);
  await state().load();
});
afterEach(() => {
  attachEngine(null);
  dispose();
});

test('the first policy is open, nothing is to be saved', () => {
  expect(state().selected).toBe('cards');
  expect(isDirty(state().draft)).toBe(false);
});

test('an edit counts once it is saved', async () => {
  state().edit((one) => ({ ...one, severity: 'low' }));
  expect(isDirty(state().draft)).toBe(true);
  expect(book.inForce().policies[0]?.severity).toBe('high');
  await expect(state().save()).resolves.toBe(true);
  expect(book.inForce().policies[0]?.severity).toBe('low');
  expect(isDirty(state().draft)).toBe(false);
});

test('discarding brings back what is in force', () => {
  state().edit((one) => ({ ...one, name: 'Other' }));
  state().discard();
  expect(state().draft?.policy.name).toBe('Payment data');
});

test('what is tried has the edit in it, switched on', async () => {
  await state().setEnabled('cards', false);
  state().edit((one) => ({ ...one, severity: 'low' }));
  await checked();
  expect(draftedPolicies(state())[0]).toMatchObject({ severity: 'low', enabled: true });
  expect(book.inForce().policies[0]).toMatchObject({ severity: 'high', enabled: false });
});

describe('the JSON view', () => {
  test('broken text is marked and cannot be saved; the last sound version is kept for trying', async () => {
    state().editText('{"id": ');
    await checked();
    expect(state().draft?.issues).toMatchObject([{ line: 1, message: 'not JSON' }]);
    await expect(state().save()).resolves.toBe(false);
    expect(draftedPolicies(state())[0]?.name).toBe('Payment data');
  });

  test('sound text becomes the policy, also under another id', async () => {
    state().editText(JSON.stringify(policy({ id: 'money', name: 'Money' })));
    await checked();
    expect(state().draft?.policy.name).toBe('Money');
    await state().save();
    expect(book.inForce().policies.map(({ id }) => id)).toEqual(['money', 'mail']);
    expect(state().selected).toBe('money');
  });

  test('a list does not belong here', async () => {
    state().editText('[]');
    await checked();
    expect(state().draft?.issues).toHaveLength(1);
  });
});

describe('unsaved changes', () => {
  beforeEach(() => state().edit((one) => ({ ...one, name: 'Edited' })));

  test('keep the policy open until a person decides', async () => {
    state().select('mail');
    expect(state().selected).toBe('cards');
    await state().answerGuard('stay');
    expect(state()).toMatchObject({ selected: 'cards', asking: null });
    expect(state().draft?.policy.name).toBe('Edited');
  });

  test('are saved, or not, before the next is opened', async () => {
    state().select('mail');
    await state().answerGuard('save');
    expect(state().selected).toBe('mail');
    expect(names()).toEqual(['Edited', 'Mail']);
    state().edit((one) => ({ ...one, name: 'Gone' }));
    state().select(EXCEPTIONS);
    await state().answerGuard('discard');
    expect(state()).toMatchObject({ selected: EXCEPTIONS, draft: null });
    expect(names()).toEqual(['Edited', 'Mail']);
  });

  test('that are refused stay', async () => {
    state().edit((one) => ({ ...one, name: 'bad' }));
    state().select('mail');
    await state().answerGuard('save');
    expect(state()).toMatchObject({ selected: 'cards', refused: 'Policy cards is refused.', asking: null });
    expect(state().draft?.policy.name).toBe('bad');
  });
});

describe('another window', () => {
  test('that changed another policy is no obstacle', async () => {
    state().edit((one) => ({ ...one, name: 'Mine' }));
    book.saveElsewhere([policy(), policy({ id: 'mail', name: 'Theirs' })]);
    await expect(state().save()).resolves.toBe(true);
    expect(names()).toEqual(['Mine', 'Theirs']);
  });

  test('that changed this policy is a conflict, and a person decides', async () => {
    state().edit((one) => ({ ...one, name: 'Mine' }));
    book.saveElsewhere([policy({ name: 'Theirs' })]);
    await expect(state().save()).resolves.toBe(false);
    expect(state().draft).toMatchObject({ conflict: 'changed', policy: { name: 'Mine' } });
    expect(state().refused).toContain('Another window');
    state().keepMine();
    await expect(state().save()).resolves.toBe(true);
    expect(names()).toEqual(['Mine']);
  });

  test('that deleted this policy: the edit is kept until it is let go', () => {
    state().edit((one) => ({ ...one, name: 'Mine' }));
    state().receive(book.saveElsewhere([policy({ id: 'mail', name: 'Mail' })]));
    expect(state().draft).toMatchObject({ conflict: 'removed', policy: { name: 'Mine' } });
    state().discard();
    expect(state()).toMatchObject({ selected: 'mail', draft: { policy: { name: 'Mail' } } });
  });

  test('an event from before the last save changes nothing', async () => {
    const before = book.inForce();
    await state().setEnabled('mail', false);
    state().receive(before);
    expect(state().inForce?.policies[1]?.enabled).toBe(false);
  });
});

describe('the list', () => {
  test('is switched and ordered at once', async () => {
    await state().setEnabled('mail', false);
    await state().move('mail', 0);
    expect(book.inForce().policies.map(({ id, enabled }) => [id, enabled])).toEqual([
      ['mail', false],
      ['cards', true],
    ]);
    await state().move('mail', -1);
    expect(names()).toEqual(['Mail', 'Payment data']);
  });

  test('switching a policy that is edited waits for Save with the rest', async () => {
    state().edit((one) => ({ ...one, name: 'Edited' }));
    await state().setEnabled('cards', false);
    expect(book.inForce().policies[0]?.enabled).toBe(true);
    await state().save();
    expect(book.inForce().policies[0]).toMatchObject({ name: 'Edited', enabled: false });
  });

  test('a new policy and a copy have names and ids of their own, and are not in force before they are saved', async () => {
    state().duplicate('cards');
    expect(state().draft?.policy).toMatchObject({ id: 'payment-data-2', name: 'Payment data 2' });
    expect(book.inForce().policies).toHaveLength(2);
    await state().save();
    state().addNew();
    await state().save();
    expect(names()).toEqual(['Payment data', 'Mail', 'Payment data 2', 'New policy']);
  });

  test('a new policy that is thrown away leaves nothing', async () => {
    state().addNew();
    await state().remove(state().selected ?? '');
    expect(state().selected).toBe('cards');
    expect(names()).toEqual(['Payment data', 'Mail']);
  });

  test('deleting opens the next one', async () => {
    await state().remove('cards');
    expect(state().selected).toBe('mail');
    expect(names()).toEqual(['Mail']);
    await state().remove('mail');
    expect(state()).toMatchObject({ selected: null, draft: null });
  });
});

test('exceptions are saved at once', async () => {
  await state().setExceptions([{ kind: 'phrase', phrase: 'Lorem ipsum' }], 'Added.');
  await state().allow({ id: 1, exchangeId: 'e' }, 'phrase', true);
  expect(book.inForce().exceptions).toEqual([
    { kind: 'phrase', phrase: 'Lorem ipsum' },
    { kind: 'phrase', phrase: 'always fine' },
  ]);
});

test('an engine that cannot be asked leaves a reason', async () => {
  dispose();
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors
  connect({ getPolicies: () => Promise.reject({ code: 'internal', message: 'The disk is on fire.' }) });
  await state().load();
  expect(state().error).toBe('The disk is on fire.');
});
