import { changedFields } from '../../components/policy-words.ts';
import { usePolicies } from '../../stores/policies.ts';
import { hasBrokenText, isDirty } from '../../stores/policy-draft.ts';

/** What the edit changed, and whether it is kept. Nothing while there is no edit. */
export function SaveButtons() {
  const draft = usePolicies((state) => state.draft);
  const saving = usePolicies((state) => state.saving);
  const refused = usePolicies((state) => state.refused);
  const save = usePolicies((state) => state.save);
  const discard = usePolicies((state) => state.discard);
  if (draft === null || !isDirty(draft)) return null;
  const cannot = draft.issues.length > 0 || draft.conflict === 'changed';
  return (
    <>
      {refused === null ? (
        <span className="faint ell">
          {draft.base === null ? 'Not in force yet' : sayChanges(changedFields(draft.base, draft.policy))}
        </span>
      ) : (
        <span className="problem ell" role="alert" title={refused}>
          {refused}
        </span>
      )}
      <button type="button" className="btn" disabled={saving} onClick={discard}>
        Discard
      </button>
      <button
        type="button"
        className="btn primary"
        disabled={saving || cannot}
        title={hasBrokenText(draft) ? 'Mend the JSON first' : undefined}
        onClick={() => void save()}
      >
        Save policy <kbd>Ctrl S</kbd>
      </button>
    </>
  );
}

function sayChanges(fields: readonly string[]): string {
  return fields.length > 3 ? `${fields.slice(0, 3).join(', ')} …` : fields.join(', ');
}
