import { join } from 'node:path';

import type { Policy, PolicyException } from '../../../shared/domain/index.ts';
import { SluiceError } from '../../../shared/errors.ts';
import type { PoliciesInForce, SavedPolicies } from '../../../shared/rpc/policies-api.ts';
import { DEFAULT_POLICIES, fieldsWithoutEffect, readExceptions, readPolicies, withDefaults } from '../policy/index.ts';
import { keepAside } from './document-file.ts';
import { readPolicyFile, writePolicyFile } from './policy-file.ts';

type Listener = (set: PoliciesInForce) => void;

/**
 * The policies and exceptions in force. One document beside the settings: it is small, people may read and back it up,
 * and it outlives a deleted database. What is saved counts from the next request on, in every host.
 */
export class PolicyBook {
  readonly #file: string;
  readonly #listeners = new Set<Listener>();
  #current: SavedPolicies;
  #notice: string | null;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(file: string, current: SavedPolicies, notice: string | null) {
    this.#file = file;
    this.#current = current;
    this.#notice = notice;
  }

  get current(): SavedPolicies {
    return this.#current;
  }

  describe(): PoliciesInForce {
    return {
      ...this.#current,
      builtIn: DEFAULT_POLICIES.map(({ id }) => id),
      noEffect: this.#current.policies.flatMap((policy) => {
        const fields = fieldsWithoutEffect(policy);
        return fields.length === 0 ? [] : [{ policyId: policy.id, fields }];
      }),
      notice: this.#notice,
    };
  }

  /** Throws SluiceError `invalid_policy`, `conflict`, `data_unwritable`; nothing is saved or applied then. */
  save(next: { policies: unknown; exceptions: unknown; revision: number }): Promise<PoliciesInForce> {
    return this.#change(next.revision, () => ({
      policies: readOrThrow(next.policies),
      exceptions: exceptionsOrThrow(next.exceptions),
    }));
  }

  /** Throws as save. */
  restoreDefaults(revision: number): Promise<PoliciesInForce> {
    return this.#change(revision, ({ policies, exceptions }) => ({ policies: withDefaults(policies), exceptions }));
  }

  /** Changes what is in force, whatever its revision. Throws as save. */
  update(change: (now: SavedPolicies) => Omit<SavedPolicies, 'revision'>): Promise<PoliciesInForce> {
    return this.#change(null, (now) => {
      const { policies, exceptions } = change(now);
      return { policies: readOrThrow(policies), exceptions: exceptionsOrThrow(exceptions) };
    });
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One after the other: the second of two windows must see the first one's revision. */
  #change(
    revision: number | null,
    change: (now: SavedPolicies) => Omit<SavedPolicies, 'revision'>,
  ): Promise<PoliciesInForce> {
    const saved = this.#saving.then(async () => {
      if (revision !== null && revision !== this.#current.revision) {
        throw new SluiceError('conflict', 'The policies were changed meanwhile. Look at them again before you save.');
      }
      const next = { ...change(this.#current), revision: this.#current.revision + 1 };
      if (this.#notice !== null) await keepAside(this.#file, 'policies');
      await writePolicyFile(this.#file, next);
      this.#current = next;
      this.#notice = null;
      const described = this.describe();
      for (const listener of this.#listeners) listener(described);
      return described;
    });
    this.#saving = saved.catch(() => undefined);
    return saved;
  }
}

/** Throws SluiceError `data_unwritable` when the file is there and cannot be read. */
export async function openPolicyBook(dataFolder: string): Promise<PolicyBook> {
  const file = join(dataFolder, 'policies.json');
  const saved = await readPolicyFile(file);
  // An unreadable file must not leave traffic without any policy; an empty list that was saved is meant.
  const lost = saved === null || (saved.notice !== null && saved.policies.length === 0);
  return new PolicyBook(
    file,
    {
      policies: lost ? DEFAULT_POLICIES : saved.policies,
      exceptions: saved?.exceptions ?? [],
      revision: saved?.revision ?? 0,
    },
    saved?.notice ?? null,
  );
}

function readOrThrow(value: unknown): readonly Policy[] {
  const read = readPolicies(value);
  if (read.ok) return read.policies;
  throw new SluiceError('invalid_policy', read.message);
}

function exceptionsOrThrow(value: unknown): readonly PolicyException[] {
  const read = readExceptions(value);
  if (read.ok) return read.exceptions;
  throw new SluiceError('invalid_policy', read.message);
}
