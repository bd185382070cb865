// Rows are placed on a CSS grid, some of them by hand: table elements cannot be, so the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { Check, ChevronDown, ChevronRight, Flag } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';

import type { Violation, ViolationGroup } from '../../../shared/domain/index.ts';
import { CheckBox } from '../../components/check-box.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount, plural } from '../../components/format.ts';
import { VerdictPill } from '../../components/verdict-pill.tsx';
import { groupKey, useViolations } from '../../stores/violations.ts';
import { BulkBar } from './bulk-bar.tsx';
import { openExchange } from './open-exchange.ts';
import { ViolationRow, violationRowId } from './violation-row.tsx';

interface Group {
  readonly group: ViolationGroup;
  readonly members: readonly Violation[];
}

export function ViolationList() {
  const { groups, violations, groupBy, collapsed, selected, checked, loaded, error, status } = useViolations();
  const grouped = useMemo(
    () =>
      groups.map((group): Group => ({
        group,
        members: violations.filter((one) => groupKey(one, groupBy) === group.key),
      })),
    [groups, violations, groupBy],
  );
  const visible = useMemo(
    () => grouped.flatMap(({ group, members }) => (collapsed.has(group.key) ? [] : members)),
    [grouped, collapsed],
  );
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected !== null) document.getElementById(violationRowId(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  if (error !== null)
    return (
      <EmptyState tone="down" icon={<Flag />} title="The violations could not be read">
        {error}
      </EmptyState>
    );
  if (loaded && violations.length === 0) {
    return (
      <EmptyState icon={<Check />} title={status === 'open' ? 'Nothing to look at' : 'None yet'}>
        {status === 'open'
          ? 'No open violations. New ones appear here by themselves.'
          : 'Violations that you mark so are kept here.'}
      </EmptyState>
    );
  }
  return (
    <>
      {checked.size > 0 ? <BulkBar all={visible} /> : <ListHead all={visible} />}
      <div
        ref={list}
        className="vlist scroll"
        role="grid"
        aria-label="Violations"
        aria-multiselectable="true"
        aria-rowcount={visible.length}
        aria-activedescendant={selected === null ? undefined : violationRowId(selected)}
        tabIndex={0}
        onKeyDown={(event) => onListKey(event, visible)}
      >
        {grouped.map(({ group, members }) => (
          <GroupRows key={group.key} group={group} members={members} open={!collapsed.has(group.key)} />
        ))}
      </div>
    </>
  );
}

function ListHead({ all }: { readonly all: readonly Violation[] }) {
  const toggle = useViolations((state) => state.toggle);
  return (
    <div className="vhead" role="presentation">
      <CheckBox
        label="Check all"
        state="none"
        onChange={() =>
          toggle(
            all.map((one) => one.id),
            true,
          )
        }
      />
      <span>Severity</span>
      <span>What</span>
      <span>Agent</span>
      <span>Where</span>
      <span className="num">Age</span>
    </div>
  );
}

function GroupRows({ group, members, open }: Group & { readonly open: boolean }) {
  const { toggleGroup, toggle, checked, groupBy } = useViolations();
  const inside = members.filter((one) => checked.has(one.id)).length;
  const more = group.count - members.length;
  return (
    <div role="rowgroup">
      <div className="vgroup" role="row">
        <span role="gridcell">
          <CheckBox
            label={`Check all of ${group.key}`}
            state={inside === 0 ? 'none' : inside === members.length ? 'all' : 'some'}
            onChange={(on) =>
              toggle(
                members.map((one) => one.id),
                on,
              )
            }
          />
        </span>
        <span role="gridcell" className="grow">
          <button
            type="button"
            className="vgroup-b"
            aria-expanded={open}
            tabIndex={-1}
            onClick={() => toggleGroup(group.key)}
          >
            {open ? <ChevronDown /> : <ChevronRight />}
            <b className={groupBy === 'rule' ? 'mono' : undefined}>{group.key}</b>
            <VerdictPill kind={group.action} />
            <span className="badge">{formatCount(group.count)}</span>
          </button>
        </span>
        <span role="gridcell" className="faint">
          {plural(group.agents, 'agent')}
        </span>
      </div>
      {open ? members.map((one) => <ViolationRow key={one.id} violation={one} />) : null}
      {open && more > 0 ? (
        <div className="vmore" role="row">
          <span role="gridcell">
            The newest {formatCount(members.length)} of {formatCount(group.count)} are shown.
          </span>
        </div>
      ) : null}
    </div>
  );
}

function onListKey(event: KeyboardEvent<HTMLDivElement>, visible: readonly Violation[]): void {
  const { selected, select, toggle, checked } = useViolations.getState();
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
    event.preventDefault();
    toggle(
      visible.map((one) => one.id),
      true,
    );
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = visible.findIndex((one) => one.id === selected);
  const go = (index: number) => {
    const one = visible[Math.max(0, Math.min(visible.length - 1, index))];
    if (one !== undefined) select(one.id);
  };
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      go(at + 1);
      break;
    case 'ArrowUp':
    case 'k':
      go(at < 0 ? visible.length - 1 : at - 1);
      break;
    case 'Home':
      go(0);
      break;
    case 'End':
      go(visible.length - 1);
      break;
    case ' ':
      if (selected !== null) toggle([selected], !checked.has(selected));
      break;
    case 'Enter': {
      const one = visible[at];
      if (one !== undefined) openExchange(one);
      break;
    }
    case 'Escape':
      if (checked.size > 0) toggle([...checked], false);
      else select(null);
      break;
    default:
      return;
  }
  event.preventDefault();
}
