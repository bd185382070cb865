import { create } from 'zustand';

import type { Policy, PolicyException } from '../../shared/domain/index.ts';
import type { SluiceError } from '../../shared/errors.ts';
import type { PoliciesInForce } from '../../shared/rpc/policies-api.ts';
import { toSluiceError } from '../rpc/client.ts';
import { callEngine } from '../rpc/engine.ts';
import { attempt } from './attempt.ts';
import { debounce } from './debounce.ts';
import { type Draft, hasBrokenText, isDirty, rebase, startDraft, textOf, withPolicy } from './policy-draft.ts';
import { blankPolicy, copyOf, isFull, moved } from './policy-list.ts';
import { sayDone, sayFailed } from './toasts.ts';

/** After the last key the engine looks at the edit. */
const CHECK_MS = 200;
/** What the editor shows instead of a policy: the exceptions that hold for all. */
export const EXCEPTIONS = '#exceptions';

export interface PoliciesState {
  inForce: PoliciesInForce | null;
  error: string | null;
  /** Id of a policy, or {@link EXCEPTIONS}. */
  selected: string | null;
  draft: Draft | null;
  saving: boolean;
  /** Why the last save was refused. */
  refused: string | null;
  /** Somebody wants to go on with something else while there are unsaved changes. */
  asking: { readonly goOn: () => void } | null;
  /** Name of the policy that was asked about last: the dialog says it until it has faded. */
  askedName: string;

  readonly load: () => Promise<void>;
  readonly receive: (set: PoliciesInForce) => void;
  readonly select: (id: string) => void;
  readonly edit: (change: (policy: Policy) => Policy) => void;
  readonly editText: (text: string) => void;
  /** Resolves with whether it is in force now. */
  readonly save: () => Promise<boolean>;
  /** Resolves when the engine has looked at the last change: `valid` and `issues` are of it then. */
  readonly checkNow: () => Promise<void>;
  readonly discard: () => void;
  /** After another window changed it: save this version all the same, or take the other. */
  readonly keepMine: () => void;
  /** Runs `goOn` at once, or after the person has decided what becomes of unsaved changes. */
  readonly guard: (goOn: () => void) => void;
  readonly answerGuard: (answer: 'save' | 'discard' | 'stay') => Promise<void>;
  readonly addNew: () => void;
  readonly duplicate: (id: string) => void;
  readonly add: (policies: readonly Policy[]) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly setEnabled: (id: string, enabled: boolean) => Promise<void>;
  readonly move: (id: string, to: number) => Promise<void>;
  readonly restoreDefaults: () => Promise<void>;
  readonly setExceptions: (exceptions: readonly PolicyException[], done: string) => Promise<void>;
  readonly allow: (finding: AllowedFinding, what: 'phrase' | 'rule', onlyAgent: boolean) => Promise<void>;
}

/** A stored finding that a person calls harmless. */
export interface AllowedFinding {
  readonly id: number;
  readonly exchangeId: string;
}

export const usePolicies = create<PoliciesState>()((set, get) => {
  const check = debounce(CHECK_MS, () => void runCheck());
  let asked = 0;

  async function runCheck(): Promise<void> {
    const { draft } = get();
    if (draft === null) return;
    const text = textOf(draft);
    const turn = ++asked;
    try {
      const answer = await callEngine('checkPolicy', { text });
      const now = get().draft;
      if (turn !== asked || now === null || textOf(now) !== text) return;
      if (!answer.ok) return set({ draft: { ...now, issues: answer.errors, checked: true } });
      const [policy] = answer.policies;
      if (policy === undefined || answer.policies.length !== 1) {
        const message = 'This view holds one policy. Lists of policies are added by Import.';
        return set({ draft: { ...now, issues: [{ line: 1, column: 1, pointer: '', message }], checked: true } });
      }
      const valid = now.text === null ? now.policy : policy;
      set({ draft: { ...now, policy: valid, valid, issues: [], checked: true } });
    } catch (error) {
      if (turn === asked) set({ refused: toSluiceError(error).message });
    }
  }

  const setDraft = (draft: Draft) => {
    set({ draft, refused: null });
    check.run();
  };

  const openDraft = (id: string | null) => {
    const policy = get().inForce?.policies.find((one) => one.id === id);
    check.cancel();
    set({ selected: id, draft: policy === undefined ? null : startDraft(policy, policy), refused: null });
  };

  const addDraft = (policy: Policy) => {
    set({ selected: policy.id });
    setDraft(startDraft(null, policy));
  };

  const receive = (inForce: PoliciesInForce) => {
    const known = get().inForce;
    // A save's own answer and its event race each other.
    if (known !== null && inForce.revision < known.revision) return;
    const { draft, selected } = get();
    set({ inForce, error: null });
    if (draft !== null && isDirty(draft)) return set({ draft: rebase(draft, inForce) });
    if (selected === EXCEPTIONS) return;
    const still = inForce.policies.some(({ id }) => id === selected);
    openDraft(still ? selected : (inForce.policies[0]?.id ?? null));
  };

  /** Saves a list made of what is in force; `null`: there is nothing to save. */
  const commit = async (
    make: (now: PoliciesInForce) => Partial<Pick<PoliciesInForce, 'policies' | 'exceptions'>> | null,
  ): Promise<void> => {
    const now = get().inForce;
    const change = now === null ? null : make(now);
    if (now === null || change === null) return;
    const { policies, exceptions, revision } = { ...now, ...change };
    receive(await callEngine('savePolicies', { policies, exceptions, revision }));
  };

  /** As {@link commit}, at once and with an undo. */
  const act = (failed: string, done: string, make: Parameters<typeof commit>[0]): Promise<void> =>
    attempt(failed, async () => {
      const before = get().inForce;
      await commit(make);
      const after = get().inForce;
      if (before === null || after === null || after.revision === before.revision) return;
      sayDone(done, undoTo(before, after.revision));
    });

  const undoTo = (before: PoliciesInForce, revision: number) => ({
    label: 'Undo',
    run: () =>
      void attempt('It was not undone.', async () => {
        if (get().inForce?.revision !== revision) {
          return sayFailed('It was not undone.', 'The policies have changed since.');
        }
        const { policies, exceptions } = before;
        await commit(() => ({ policies, exceptions }));
      }),
  });

  return {
    inForce: null,
    error: null,
    selected: null,
    draft: null,
    saving: false,
    refused: null,
    asking: null,
    askedName: '',

    async load() {
      try {
        receive(await callEngine('getPolicies'));
      } catch (error) {
        set({ error: toSluiceError(error).message });
      }
    },
    receive,
    select(id) {
      if (id !== get().selected) get().guard(() => openDraft(id));
    },
    edit(change) {
      const { draft } = get();
      if (draft === null) return;
      setDraft({ ...draft, policy: change(draft.policy), text: null, checked: false });
    },
    editText(text) {
      const { draft } = get();
      if (draft !== null) setDraft({ ...draft, text, checked: false });
    },
    async checkNow() {
      check.cancel();
      if (get().draft?.checked === false) await runCheck();
    },
    async save() {
      await get().checkNow();
      const { draft } = get();
      if (draft === null || draft.valid === null || draft.issues.length > 0 || draft.conflict === 'changed')
        return false;
      const policy = draft.valid;
      set({ saving: true, refused: null });
      try {
        await savePolicy(draft.id, policy);
        return true;
      } catch (error) {
        set({ refused: refusal(toSluiceError(error)) });
        return false;
      } finally {
        set({ saving: false });
      }
    },
    discard() {
      const { inForce, selected } = get();
      const still = inForce?.policies.some(({ id }) => id === selected) === true;
      openDraft(still ? selected : (inForce?.policies[0]?.id ?? null));
    },
    keepMine() {
      const { draft, inForce } = get();
      if (draft === null) return;
      const now = inForce?.policies.find(({ id }) => id === draft.id) ?? null;
      set({ draft: { ...draft, base: now, conflict: null } });
    },
    guard(goOn) {
      const { draft } = get();
      if (draft !== null && isDirty(draft)) set({ asking: { goOn }, askedName: draft.policy.name });
      else goOn();
    },
    async answerGuard(answer) {
      const { asking } = get();
      if (answer === 'save' && !(await get().save())) return set({ asking: null });
      if (answer === 'discard') get().discard();
      set({ asking: null });
      if (answer !== 'stay') asking?.goOn();
    },
    addNew() {
      get().guard(() => {
        const policies = get().inForce?.policies ?? [];
        const full = isFull(policies);
        if (full === null) addDraft(blankPolicy(policies));
        else sayFailed('No policy was added.', full);
      });
    },
    duplicate(id) {
      get().guard(() => {
        const policies = get().inForce?.policies ?? [];
        const original = policies.find((one) => one.id === id);
        const full = isFull(policies);
        if (full !== null) sayFailed('The policy was not duplicated.', full);
        else if (original !== undefined) addDraft(copyOf(original, policies));
      });
    },
    add: (policies) =>
      act(
        'The policies were not added.',
        policies.length === 1 ? '1 policy added.' : `${policies.length} policies added.`,
        (now) => ({
          policies: [...now.policies, ...policies],
        }),
      ),
    async remove(id) {
      const { draft, inForce } = get();
      if (draft?.id === id && draft.base === null) return get().discard();
      const at = inForce?.policies.findIndex((one) => one.id === id) ?? -1;
      const next = inForce?.policies[at + 1] ?? inForce?.policies[at - 1];
      if (draft?.id === id) openDraft(next?.id ?? null);
      await act('The policy was not deleted.', `${inForce?.policies[at]?.name ?? 'It'} was deleted.`, (now) => ({
        policies: now.policies.filter((one) => one.id !== id),
      }));
    },
    setEnabled(id, enabled) {
      const { draft } = get();
      // With other changes it waits for Save like them.
      if (draft?.id === id && isDirty(draft)) {
        if (!hasBrokenText(draft)) get().edit((policy) => ({ ...policy, enabled }));
        return Promise.resolve();
      }
      const name = get().inForce?.policies.find((one) => one.id === id)?.name ?? 'The policy';
      return act('The policy was not switched.', `${name} is ${enabled ? 'on' : 'off'}.`, (now) => ({
        policies: now.policies.map((one) => (one.id === id ? { ...one, enabled } : one)),
      }));
    },
    move: (id, to) =>
      attempt('The order was not changed.', () =>
        commit(({ policies }) => {
          const from = policies.findIndex((one) => one.id === id);
          const next = moved(policies, from, to);
          return next === policies ? null : { policies: next };
        }),
      ),
    restoreDefaults: () =>
      attempt('The policies were not restored.', async () => {
        const before = get().inForce;
        if (before === null) return;
        const after = await callEngine('restoreDefaults', { revision: before.revision });
        receive(after);
        sayDone('Sluice’s own policies are as they were shipped.', undoTo(before, after.revision));
      }),
    setExceptions: (exceptions, done) => act('The exceptions were not changed.', done, () => ({ exceptions })),
    allow: ({ id, exchangeId }, what, onlyAgent) =>
      attempt('The exception was not added.', async () => {
        const before = get().inForce ?? (await callEngine('getPolicies'));
        const after = await callEngine('addException', { findingId: id, exchangeId, allow: what, onlyAgent });
        receive(after);
        sayDone('Exception added. It counts from the next request on.', undoTo(before, after.revision));
      }),
  };

  async function savePolicy(id: string, policy: Policy): Promise<void> {
    const put = () => commit((now) => ({ policies: withPolicy(now.policies, id, policy) }));
    // Selected and clean before the answer arrives, so that it is not taken for a conflict with this very edit.
    const keep = get().draft;
    try {
      await putAs(put, id, policy);
    } catch (error) {
      if (toSluiceError(error).code !== 'conflict') throw error;
      // Another window saved. When it did not touch this policy, its list is taken and the edit goes on top.
      set({ draft: keep });
      receive(await callEngine('getPolicies'));
      if (get().draft?.conflict !== null) throw error;
      await putAs(put, id, policy);
    }
    sayDone('Saved. It is in force from the next request on.');
  }

  async function putAs(put: () => Promise<void>, id: string, policy: Policy): Promise<void> {
    const keep = get().draft;
    set({ selected: policy.id, draft: startDraft(policy, policy) });
    try {
      await put();
    } catch (error) {
      set({ selected: id, draft: keep });
      throw error;
    }
  }
});

function refusal({ code, message }: SluiceError): string {
  return code === 'conflict' ? 'Another window has changed this policy meanwhile.' : message;
}

/** What would be in force if the edit were saved; the edited policy switched on, so that it can be tried before. */
export function draftedPolicies({ inForce, draft }: Pick<PoliciesState, 'inForce' | 'draft'>): readonly Policy[] {
  const policies = inForce?.policies ?? [];
  if (draft?.valid === undefined || draft.valid === null) return policies;
  return withPolicy(policies, draft.id, { ...draft.valid, enabled: true });
}
