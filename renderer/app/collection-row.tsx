import { type ReactNode, memo } from 'react';

import type { AgentSource, Mode } from '../../shared/domain/index.ts';
import { formatTokens } from '../components/format.ts';
import { GateDown, GateUp } from '../components/marks.tsx';
import { SourceIcon } from '../components/source-icon.tsx';
import { Sparkline } from '../components/sparkline.tsx';

export const CollectionRow = memo(
  function CollectionRow({
    name,
    icon,
    source,
    count,
    openViolations,
    perHour,
    override = null,
    selected,
    onChoose,
  }: {
    readonly name: string;
    readonly icon?: ReactNode;
    readonly source?: AgentSource;
    readonly count: number;
    readonly openViolations: number;
    readonly perHour: readonly number[];
    readonly override?: Mode | null;
    readonly selected: boolean;
    readonly onChoose: () => void;
  }) {
    return (
      <button
        type="button"
        className={selected ? 'rail-row on' : 'rail-row'}
        aria-current={selected ? 'true' : undefined}
        title={name}
        onClick={onChoose}
      >
        {icon ?? <SourceIcon source={source} />}
        <span className="name">{name}</span>
        {override === null ? null : (
          <span className={`own-mode ${override}`} title={`Always ${override === 'block' ? 'Block' : 'Log'} here`}>
            {override === 'block' ? <GateDown /> : <GateUp />}
            <span className="sr-only">, always {override}</span>
          </span>
        )}
        <Sparkline values={perHour} />
        <span className="n tnum">
          {formatTokens(count)}
          <span className="sr-only"> exchanges</span>
        </span>
        <span className="v">
          {openViolations > 0 ? (
            <span className="badge hot" title={`${openViolations} open violations`}>
              {openViolations > 999 ? '1k+' : openViolations}
              <span className="sr-only"> open violations</span>
            </span>
          ) : null}
        </span>
      </button>
    );
  },
  // onChoose is a new function each time but does the same.
  (a, b) =>
    a.name === b.name &&
    a.count === b.count &&
    a.openViolations === b.openViolations &&
    a.perHour === b.perHour &&
    a.override === b.override &&
    a.source === b.source &&
    a.selected === b.selected,
);
