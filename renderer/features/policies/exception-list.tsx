import { Plus, X } from 'lucide-react';
import { useState } from 'react';

import type { PolicyException } from '../../../shared/domain/index.ts';
import { CheckLine } from '../../components/check-line.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Select } from '../../components/select.tsx';
import { TagsInput } from '../../components/tags-input.tsx';
import { useCollections } from '../../stores/collections.ts';
import { EXCEPTION_KINDS, cannotBeException, sayException, sayReach } from './exception-words.ts';

/** Exceptions with a line that adds one. */
export function ExceptionList({
  exceptions,
  full,
  onChange,
}: {
  readonly exceptions: readonly PolicyException[];
  readonly full: boolean;
  readonly onChange: (exceptions: readonly PolicyException[], done: string) => void;
}) {
  return (
    <>
      {exceptions.length === 0 ? null : (
        <ul className="excs">
          {exceptions.map((one, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <span className="chip">{EXCEPTION_KINDS[one.kind]}</span>
              <code className="ell" title={sayException(one)}>
                {sayException(one)}
              </code>
              <span className="faint ell">{sayReach(one)}</span>
              <IconButton
                small
                label={`Remove the exception ${sayException(one)}`}
                onClick={() =>
                  onChange(
                    exceptions.filter((_, at) => at !== index),
                    'Exception removed.',
                  )
                }
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {full ? null : <NewException onAdd={(one) => onChange([...exceptions, one], 'Exception added.')} />}
    </>
  );
}

type TypedKind = 'phrase' | 'pattern' | 'rule';
const KINDS = (['phrase', 'pattern', 'rule'] as const).map((value) => ({ value, label: EXCEPTION_KINDS[value] }));
const PLACEHOLDERS: Readonly<Record<TypedKind, string>> = {
  phrase: 'Text that is always fine',
  pattern: 'Regular expression',
  rule: 'pii.email',
};
const DAY_MS = 86_400_000;
const UNTIL = [
  { value: '0', label: 'for good' },
  { value: '1', label: 'for a day' },
  { value: '7', label: 'for a week' },
  { value: '30', label: 'for 30 days' },
] as const;

function NewException({ onAdd }: { readonly onAdd: (exception: PolicyException) => void }) {
  const [kind, setKind] = useState<TypedKind>('phrase');
  const [text, setText] = useState('');
  const [agents, setAgents] = useState<readonly string[]>([]);
  const [exact, setExact] = useState(false);
  const [days, setDays] = useState<(typeof UNTIL)[number]['value']>('0');
  const known = useCollections((state) => state.collections);
  const problem = cannotBeException(text);
  const add = () => {
    if (problem !== null) return;
    const scope = {
      ...(agents.length === 0 ? {} : { agents }),
      ...(days === '0' ? {} : { until: Date.now() + Number(days) * DAY_MS }),
    };
    const value = text.trim();
    const caseSensitive = exact ? { caseSensitive: true } : {};
    onAdd(
      kind === 'rule'
        ? { kind, rule: value, ...scope }
        : kind === 'phrase'
          ? { kind, phrase: value, ...caseSensitive, ...scope }
          : { kind, pattern: value, ...caseSensitive, ...scope },
    );
    setText('');
  };
  return (
    <fieldset className="exc-new" aria-label="New exception">
      <div className="line">
        <Select className="exc-kind" label="Kind of exception" value={kind} options={KINDS} onChange={setKind} />
        <input
          className={kind === 'phrase' ? 'field grow' : 'field mono grow'}
          aria-label={EXCEPTION_KINDS[kind]}
          placeholder={PLACEHOLDERS[kind]}
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add();
          }}
        />
        <button type="button" className="btn" disabled={problem !== null} title={problem ?? undefined} onClick={add}>
          <Plus />
          Add
        </button>
      </div>
      {text === '' ? null : (
        <div className="line exc-more">
          <TagsInput
            label="Agents of the exception"
            values={agents}
            placeholder="All agents"
            suggestions={known.map(({ agent }) => agent)}
            onChange={setAgents}
          />
          <Select className="exc-until" label="Until" value={days} options={UNTIL} onChange={setDays} />
          {kind === 'rule' ? null : <CheckLine label="Match case" checked={exact} onChange={setExact} />}
        </div>
      )}
    </fieldset>
  );
}
