// Rows are placed on a CSS grid: table elements cannot be, so the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { EyeOff, Info } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';

import type { Policy } from '../../../../shared/domain/index.ts';
import { formatCount } from '../../../components/format.ts';
import { EXCEPTIONS, usePolicies } from '../../../stores/policies.ts';
import { withPolicy } from '../../../stores/policy-draft.ts';
import { ListMenu, NewMenu } from './list-menus.tsx';
import { type Drag, PolicyItem, policyItemId } from './policy-item.tsx';
import { useOpenViolations } from './use-open-violations.ts';

export function PolicyList() {
  const inForce = usePolicies((state) => state.inForce);
  const draft = usePolicies((state) => state.draft);
  const selected = usePolicies((state) => state.selected);
  const select = usePolicies((state) => state.select);
  const [drag, setDrag] = useState<Drag | null>(null);
  const saved = inForce?.policies;
  // The one that is edited stands in the list as it is edited.
  const policies = useMemo(
    () => (draft === null ? (saved ?? []) : withPolicy(saved ?? [], draft.id, draft.policy)),
    [saved, draft],
  );
  const idAt = (index: number) => (draft !== null && policies[index] === draft.policy ? draft.id : policies[index]?.id);
  useEffect(() => {
    if (selected !== null) document.getElementById(policyItemId(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const open = useOpenViolations();
  return (
    <section className="pol-list" aria-label="Policies">
      <div className="tools">
        <b>{policies.length === 1 ? '1 policy' : `${formatCount(policies.length)} policies`}</b>
        <span className="grow" />
        <div className="btns tight">
          <ListMenu />
          <NewMenu />
        </div>
      </div>
      {inForce?.notice === null || inForce === null ? null : (
        <p className="pconflict" role="alert">
          {inForce.notice}
        </p>
      )}
      <div
        className="pol-items scroll"
        role="grid"
        aria-label="Policies in order"
        aria-rowcount={policies.length}
        aria-activedescendant={selected === null ? undefined : policyItemId(selected)}
        tabIndex={0}
        onKeyDown={(event) => onListKey(event, policies, idAt)}
      >
        {policies.map((policy, index) => {
          const id = idAt(index) ?? policy.id;
          return (
            <PolicyItem
              key={id}
              id={id}
              index={index}
              policy={policy}
              selected={id === selected}
              edited={draft?.id === id}
              openViolations={open.get(policy.name) ?? 0}
              count={policies.length}
              drag={drag}
              setDrag={setDrag}
            />
          );
        })}
      </div>
      <button
        type="button"
        className={selected === EXCEPTIONS ? 'pol-exc on' : 'pol-exc'}
        aria-current={selected === EXCEPTIONS ? 'page' : undefined}
        onClick={() => select(EXCEPTIONS)}
      >
        <EyeOff />
        <span className="grow">Exceptions</span>
        <span className="faint">{formatCount(inForce?.exceptions.length ?? 0)}</span>
      </button>
      <div className="pol-note">
        <p className="note">
          <Info />
          <span>The strictest verdict wins. Exceptions are read before policies.</span>
        </p>
      </div>
    </section>
  );
}

function onListKey(
  event: KeyboardEvent<HTMLDivElement>,
  policies: readonly Policy[],
  idAt: (index: number) => string | undefined,
): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
  const { selected, select, move, setEnabled, remove } = usePolicies.getState();
  const at = policies.findIndex((_, index) => idAt(index) === selected);
  const go = (index: number) => {
    const id = idAt(Math.max(0, Math.min(policies.length - 1, index)));
    if (id !== undefined) select(id);
  };
  const by = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
  if (by !== 0 && event.altKey) {
    if (selected !== null && at >= 0) void move(selected, at + by);
  } else if (by !== 0) go(at < 0 ? 0 : at + by);
  else if (event.altKey) return;
  else if (event.key === 'Home') go(0);
  else if (event.key === 'End') go(policies.length - 1);
  else if (event.key === ' ') {
    const policy = policies[at];
    if (policy !== undefined && selected !== null) void setEnabled(selected, !policy.enabled);
  } else if (event.key === 'Delete') {
    if (at >= 0 && selected !== null) void remove(selected);
  } else if (event.key === 'Enter') {
    document.querySelector<HTMLElement>('.pform, .ced textarea')?.focus();
  } else return;
  event.preventDefault();
}
