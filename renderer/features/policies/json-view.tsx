import { CodeEditor } from '../../components/code-editor.tsx';
import { usePolicies } from '../../stores/policies.ts';
import { type Draft, textOf } from '../../stores/policy-draft.ts';
import { JsonText } from '../traffic/index.ts';

/** The policy as JSON, with what is wrong marked at its line. */
export function JsonView({ draft }: { readonly draft: Draft }) {
  const editText = usePolicies((state) => state.editText);
  const text = textOf(draft);
  return (
    <CodeEditor label="Policy as JSON" text={text} issues={draft.issues} onChange={editText}>
      <JsonText text={text} />
    </CodeEditor>
  );
}
