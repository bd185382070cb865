import { Autocomplete } from '@base-ui/react/autocomplete';
import { ListFilter, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { callEngine } from '../../rpc/engine.ts';
import { useTraffic } from '../../stores/traffic.ts';
import { FilterCount } from './filter-count.tsx';
import { FilterToken } from './filter-token.tsx';
import { type Suggestion, askedValues, isComplete, splitFilter, suggest } from './suggestions.ts';

export const FILTER_INPUT_ID = 'traffic-filter';

/** Typed tokens with what is being typed behind them. Space or Enter ends a token, Backspace takes the last one back. */
export function FilterBar() {
  const filter = useTraffic((state) => state.filter);
  const problem = useTraffic((state) => state.problem);
  const setFilter = useTraffic((state) => state.setFilter);
  const [draft, setDraft] = useState('');
  const [open, setOpen] = useState(false);
  const suggestions = useSuggestions(draft);
  const tokens = splitFilter(filter);
  const bar = useRef<HTMLDivElement>(null);

  const commit = (text: string) => {
    const next = [...tokens, text.trim()].filter((one) => one !== '').join(' ');
    setFilter(next);
    setOpen(false);
    if (useTraffic.getState().filter === next) setDraft('');
    else setDraft(text);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Backspace' && draft === '' && tokens.length > 0) {
      event.preventDefault();
      setFilter(tokens.slice(0, -1).join(' '));
      setDraft(tokens.at(-1) ?? '');
    } else if (event.key === ' ' && isComplete(draft)) {
      event.preventDefault();
      commit(draft);
    } else if (event.key === 'Escape' && draft === '') {
      event.currentTarget.blur();
    }
  };

  return (
    <div className="filter" ref={bar}>
      <ListFilter />
      {tokens.map((token, index) => (
        <FilterToken
          key={`${index}-${token}`}
          text={token}
          onRemove={() => setFilter(tokens.filter((_, at) => at !== index).join(' '))}
        />
      ))}
      <Autocomplete.Root
        items={suggestions}
        filter={null}
        value={draft}
        open={open && suggestions.length > 0}
        onOpenChange={setOpen}
        itemToStringValue={(item: Suggestion) => item.text}
        openOnInputClick
        onValueChange={(value, details) => {
          const chosen = details.reason === 'item-press' ? suggestions.find((one) => one.text === value) : undefined;
          if (chosen !== undefined && !chosen.partial) commit(value);
          else {
            setDraft(value);
            if (problem !== null) useTraffic.setState({ problem: null });
          }
        }}
      >
        <Autocomplete.Input
          id={FILTER_INPUT_ID}
          className="filter-input"
          aria-label="Filter the traffic"
          aria-invalid={problem !== null}
          placeholder={tokens.length === 0 ? 'agent: verdict: model: status: path: …' : ''}
          spellCheck={false}
          autoComplete="off"
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (isComplete(draft)) commit(draft);
          }}
          render={(props) => (
            <input
              {...props}
              onKeyDown={(event) => {
                const choosing = props['aria-activedescendant'] !== undefined;
                if (event.key === 'Enter' && !choosing && draft.trim() !== '') {
                  event.preventDefault();
                  commit(draft);
                  return;
                }
                props.onKeyDown?.(event);
              }}
            />
          )}
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner className="pop-pos" anchor={bar} sideOffset={4} align="start" alignOffset={0}>
            <Autocomplete.Popup className="menu filter-menu">
              <Autocomplete.List>
                {(item: Suggestion) => (
                  <Autocomplete.Item key={item.text} value={item} className="menu-item">
                    <code>{item.text}</code>
                    <span className="meta">{item.help}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      {problem === null ? null : (
        <span className="filter-problem ell" role="alert" title={problem.message}>
          {problem.message}
        </span>
      )}
      {filter === '' && draft === '' ? null : (
        <button
          type="button"
          className="filter-clear"
          aria-label="Clear the filter"
          title="Clear the filter"
          onClick={() => {
            setDraft('');
            setFilter('');
          }}
        >
          <X />
        </button>
      )}
      <FilterCount />
    </div>
  );
}

function useSuggestions(draft: string): readonly Suggestion[] {
  const [answer, setAnswer] = useState<{ readonly to: string; readonly values: readonly string[] } | null>(null);
  const asked = askedValues(draft);
  const key = asked?.key;
  const prefix = asked?.prefix;
  useEffect(() => {
    let stale = false;
    if (key === undefined || prefix === undefined) return;
    callEngine('suggestValues', { key, prefix }).then(
      (values) => {
        if (!stale) setAnswer({ to: `${key}:${prefix}`, values });
      },
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [key, prefix]);
  return suggest(draft, answer?.to === `${key}:${prefix}` ? answer.values : []);
}
