import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';

/** Longer lists are folded until somebody asks. */
const SHOWN = 60;

/** What a person typed or pasted, as entries: one a line, and by comma where entries have none. Empty and known ones are left out. */
export function entriesOf(text: string, known: readonly string[], splitAtCommas: boolean): readonly string[] {
  const pieces = text.split(splitAtCommas ? /[\n,]/ : /\n/).map((piece) => piece.trim());
  return [...new Set(pieces)].filter((piece) => piece !== '' && !known.includes(piece));
}

/** A list of short texts: Enter adds, Backspace in the empty field takes the last one back, pasted lines become entries. */
export function TagsInput({
  label,
  values,
  onChange,
  placeholder,
  suggestions = [],
  splitAtCommas = true,
  mono = false,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly placeholder: string;
  readonly suggestions?: readonly string[];
  /** False where an entry may hold a comma, such as a phrase. */
  readonly splitAtCommas?: boolean;
  readonly mono?: boolean;
}) {
  const [typed, setTyped] = useState('');
  const [all, setAll] = useState(false);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const add = (text: string) => {
    const added = entriesOf(text, values, splitAtCommas);
    if (added.length > 0) onChange([...values, ...added]);
    setTyped('');
  };
  const remove = (index: number) => {
    onChange(values.filter((_, at) => at !== index));
    input.current?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' || (event.key === ',' && splitAtCommas)) {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && values.length > 0) {
      remove(values.length - 1);
    } else if (event.key === 'Escape' && typed !== '') {
      event.stopPropagation();
      setTyped('');
    }
  };
  const shown = all ? values : values.slice(0, SHOWN);
  return (
    <fieldset className={mono ? 'tags mono' : 'tags'} aria-label={label}>
      {shown.map((value, index) => (
        <span key={value} className="tag-in">
          <span className="ell">{value}</span>
          <button type="button" aria-label={`Remove ${value}`} onClick={() => remove(index)}>
            <X />
          </button>
        </span>
      ))}
      {values.length > shown.length ? (
        <button type="button" className="link" onClick={() => setAll(true)}>
          and {(values.length - shown.length).toLocaleString('en-US')} more
        </button>
      ) : null}
      <input
        ref={input}
        value={typed}
        aria-label={`Add to ${label.toLowerCase()}`}
        placeholder={values.length === 0 ? placeholder : 'Add…'}
        list={suggestions.length === 0 ? undefined : list}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKey}
        onBlur={() => add(typed)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text');
          if (!text.includes('\n')) return;
          event.preventDefault();
          add(text);
        }}
      />
      {suggestions.length === 0 ? null : (
        <datalist id={list}>
          {suggestions
            .filter((one) => !values.includes(one))
            .map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
        </datalist>
      )}
    </fieldset>
  );
}
