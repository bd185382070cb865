import { Trash2 } from 'lucide-react';
import { type ReactNode, useId } from 'react';

import { IconButton } from '../../../components/icon-button.tsx';
import { usePolicies } from '../../../stores/policies.ts';
import { issuesAt } from '../../../stores/policy-draft.ts';

/** A line of the form: what it is at the left, its controls at the right, what the engine objects to below. */
export function Row({
  label,
  hint,
  at,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  /** JSON pointer of the field. */
  readonly at?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset className="prow" aria-labelledby={id}>
      <span className="prow-l" id={id}>
        {label}
      </span>
      <div className="prow-v">
        {children}
        {hint === undefined ? null : <p className="hint">{hint}</p>}
        {at === undefined ? null : <Problems at={at} />}
      </div>
    </fieldset>
  );
}

/** What the engine says about the field at `at`. */
export function Problems({ at }: { readonly at: string }) {
  const issues = usePolicies((state) => state.draft?.issues);
  const mine = issuesAt(issues ?? [], at);
  if (mine.length === 0) return null;
  return (
    <p className="problem" role="alert">
      {[...new Set(mine.map(({ message }) => message))].slice(0, 3).join('; ')}
    </p>
  );
}

/** A rule of the user's own: its name, its content, and how to be rid of it. */
export function RuleCard({
  kind,
  name,
  onName,
  onRemove,
  children,
}: {
  readonly kind: string;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="rcard" aria-label={`${kind} ${name}`}>
      <div className="rcard-h">
        <input
          className="field name-in"
          aria-label={`Name of the ${kind.toLowerCase()}`}
          value={name}
          spellCheck={false}
          onChange={(event) => onName(event.target.value)}
        />
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      {children}
    </fieldset>
  );
}

export function TextField({
  label,
  value,
  onChange,
  placeholder,
  mono = false,
  rows = 1,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly rows?: number;
}) {
  const common = {
    'aria-label': label,
    value,
    placeholder,
    spellCheck: !mono,
    autoComplete: 'off',
  };
  const className = mono ? 'field mono' : 'field';
  return rows === 1 ? (
    <input {...common} className={className} onChange={(event) => onChange(event.target.value)} />
  ) : (
    <textarea
      {...common}
      rows={rows}
      className={`${className} area`}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
