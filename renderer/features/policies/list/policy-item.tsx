// Rows are placed on a CSS grid: table elements cannot be, so the roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { Menu } from '@base-ui/react/menu';
import { Switch } from '@base-ui/react/switch';
import { ArrowDown, ArrowUp, Copy, Download, Ellipsis, Trash2 } from 'lucide-react';
import type { DragEvent } from 'react';

import type { Policy } from '../../../../shared/domain/index.ts';
import { BehaviourPill } from '../../../components/behaviour-mark.tsx';
import { SeverityMeter } from '../../../components/severity-meter.tsx';
import { formatCount, plural } from '../../../components/format.ts';
import { strongest, summaryOf } from '../../../components/policy-words.ts';
import { usePolicies } from '../../../stores/policies.ts';
import { hasBrokenText, isDirty } from '../../../stores/policy-draft.ts';
import { exportPolicies } from '../files.ts';

export const policyItemId = (id: string) => `policy-${id}`;

/** Where a dragged policy would land: before this index. */
export interface Drag {
  readonly id: string;
  readonly to: number;
}

interface ItemProps {
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly policy: Policy;
  readonly selected: boolean;
  readonly edited: boolean;
  readonly openViolations: number;
  readonly drag: Drag | null;
  readonly setDrag: (drag: Drag | null) => void;
}

export function PolicyItem({ id, index, count, policy, selected, edited, openViolations, drag, setDrag }: ItemProps) {
  const select = usePolicies((state) => state.select);
  const setEnabled = usePolicies((state) => state.setEnabled);
  const move = usePolicies((state) => state.move);
  const dirty = usePolicies((state) => edited && isDirty(state.draft));
  const broken = usePolicies((state) => edited && state.draft !== null && hasBrokenText(state.draft));
  const classes = [
    'pol-item',
    selected && 'on',
    !policy.enabled && 'off-item',
    drag?.id === id && 'dragged',
    drag !== null && drag.to === index && 'drop-before',
    drag !== null && drag.to === count && index === count - 1 && 'drop-after',
  ];
  const onDragOver = (event: DragEvent<HTMLElement>) => {
    if (drag === null) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const to = event.clientY > top + height / 2 ? index + 1 : index;
    if (to !== drag.to) setDrag({ ...drag, to });
  };
  const drop = () => {
    const ids = usePolicies.getState().inForce?.policies.map((one) => one.id) ?? [];
    const from = drag === null ? -1 : ids.indexOf(drag.id);
    if (drag !== null && from >= 0) void move(drag.id, drag.to > from ? drag.to - 1 : drag.to);
    setDrag(null);
  };
  return (
    <div
      id={policyItemId(id)}
      role="row"
      tabIndex={-1}
      aria-selected={selected}
      aria-rowindex={index + 1}
      className={classes.filter(Boolean).join(' ')}
      draggable
      onMouseDown={(event) => {
        if (event.button === 0 && !(event.target as Element).closest('button, [role="switch"]')) select(id);
      }}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', policy.name);
        setDrag({ id, to: index });
      }}
      onDragOver={onDragOver}
      onDrop={drop}
      onDragEnd={() => setDrag(null)}
    >
      <span role="gridcell" className="pol-name">
        <b className="ell">{policy.name === '' ? 'Without a name' : policy.name}</b>
        {dirty ? <i className="unsaved-dot" title="Unsaved changes" /> : null}
        {dirty ? <span className="sr-only">unsaved changes</span> : null}
      </span>
      <span role="gridcell" className="pol-meta">
        {openViolations === 0 ? null : (
          <span className="faint" title={plural(openViolations, 'open violation')}>
            {formatCount(openViolations)}
            <span className="pol-open-w"> open</span>
          </span>
        )}
        <ItemMenu id={id} index={index} count={count} policy={policy} />
        <Switch.Root
          className="switch sm"
          aria-label={`${policy.name} is on`}
          checked={policy.enabled}
          disabled={broken}
          tabIndex={-1}
          onCheckedChange={(on) => void setEnabled(id, on)}
        >
          <Switch.Thumb />
        </Switch.Root>
      </span>
      <span role="gridcell" className="pol-sum ell" title={policy.description}>
        {summaryOf(policy)}
      </span>
      <span role="gridcell" className="pol-pill">
        <SeverityMeter severity={policy.severity} />
        {policy.enabled ? <BehaviourPill behaviour={strongest(policy)} /> : <span className="faint">off</span>}
      </span>
    </div>
  );
}

function ItemMenu({ id, index, count, policy }: Pick<ItemProps, 'id' | 'index' | 'count' | 'policy'>) {
  const { duplicate, remove, move } = usePolicies();
  const isNew = usePolicies((state) => state.draft?.id === id && state.draft.base === null);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="ibtn sm" aria-label={`Actions for ${policy.name}`} tabIndex={-1}>
        <Ellipsis />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="pop-pos" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" disabled={isNew} onClick={() => duplicate(id)}>
              <Copy />
              Duplicate
            </Menu.Item>
            <Menu.Item className="menu-item" disabled={isNew || index === 0} onClick={() => void move(id, index - 1)}>
              <ArrowUp />
              Move up <span className="meta">Alt ↑</span>
            </Menu.Item>
            <Menu.Item
              className="menu-item"
              disabled={isNew || index === count - 1}
              onClick={() => void move(id, index + 1)}
            >
              <ArrowDown />
              Move down <span className="meta">Alt ↓</span>
            </Menu.Item>
            <Menu.Item className="menu-item" disabled={isNew} onClick={() => void exportPolicies([id], 'sluice')}>
              <Download />
              Export
            </Menu.Item>
            <Menu.Item className="menu-item" disabled={isNew} onClick={() => void exportPolicies([id], 'akto')}>
              <Download />
              Export for guardrails-sync
            </Menu.Item>
            <div className="menu-line" />
            <Menu.Item className="menu-item" onClick={() => void remove(id)}>
              <Trash2 />
              Delete <span className="meta">Del</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
