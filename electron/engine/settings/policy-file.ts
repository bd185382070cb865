import { type Policy, type PolicyException } from '../../../shared/domain/index.ts';
import type { SavedPolicies } from '../../../shared/rpc/policies-api.ts';
import { readException, readPolicies, readPolicy } from '../policy/index.ts';
import { readDocument, unreadableName } from './document-file.ts';
import { writeWholeFile } from './whole-file.ts';

/** Of the file's format; another number was written by another Sluice. */
const VERSION = 1;

export interface PolicyFileContent extends SavedPolicies {
  /** What could not be read and what was done about it; null: nothing. */
  readonly notice: string | null;
}

/**
 * What was saved; null when nothing was. One bad policy must not lose the others, nor keep the engine from starting:
 * what cannot be read is left out, and `notice` says so. The file stays as it is; {@link keepAside} saves it from the next save.
 */
export async function readPolicyFile(path: string): Promise<PolicyFileContent | null> {
  const document = await readDocument(path, VERSION, 'policies');
  if (document === 'none') return null;
  if (document === 'unreadable' || !Array.isArray(document['policies'])) {
    return {
      policies: [],
      exceptions: [],
      revision: 0,
      notice: `The saved policies could not be read. The built-in ones are in force; saving keeps the old file as ${unreadableName(path)}.`,
    };
  }
  const [policies, broken] = usable<Policy>(document['policies'], readPolicy);
  const saved: readonly unknown[] = Array.isArray(document['exceptions']) ? document['exceptions'] : [];
  const [exceptions, brokenExceptions] = usable<PolicyException>(saved, readException);
  const revision = typeof document['revision'] === 'number' ? document['revision'] : 0;
  // Two of one id would be one policy to everyone who asks for it.
  const unique = policies.filter(({ id }, index) => policies.findIndex((other) => other.id === id) === index);
  const lost = broken + brokenExceptions + policies.length - unique.length;
  if (lost === 0 && readPolicies(unique).ok) return { policies: unique, exceptions, revision, notice: null };
  const what = lost === 1 ? 'One saved policy or exception' : `${lost} saved policies or exceptions`;
  return {
    policies: unique,
    exceptions,
    revision,
    notice: `${what} could not be read and is left out; saving keeps the old file as ${unreadableName(path)}.`,
  };
}

export function writePolicyFile(path: string, { policies, exceptions, revision }: SavedPolicies): Promise<void> {
  const document = { version: VERSION, revision, policies, exceptions };
  return writeWholeFile(path, `${JSON.stringify(document, null, 2)}\n`, 'Policies');
}

function usable<T>(values: readonly unknown[], read: (value: unknown) => T | null): [T[], number] {
  const good = values.map(read).filter((value) => value !== null);
  return [good, values.length - good.length];
}
