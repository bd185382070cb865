import type { CollectionSummary } from '../../../shared/domain/index.ts';
import { formatCost, formatCount, formatTokens, plural } from '../../components/format.ts';
import { Sparkline } from '../../components/sparkline.tsx';

export function CollectionTiles({ summary }: { readonly summary: CollectionSummary }) {
  const { exchanges, verdicts, inputTokens, outputTokens } = summary;
  const objected = verdicts.alert + verdicts.warn + verdicts.mask;
  return (
    <dl className="tiles">
      <Tile
        name="Exchanges"
        value={formatCount(exchanges)}
        more={plural(summary.errors, 'error')}
        spark={summary.perHour}
      />
      <Tile name="Tokens in" value={formatTokens(inputTokens)} more={average(inputTokens, exchanges)} />
      <Tile name="Tokens out" value={formatTokens(outputTokens)} more={average(outputTokens, exchanges)} />
      <Tile
        name="Cost"
        value={summary.priced === 0 ? '–' : formatCost(summary.costUsd)}
        more={summary.priced === 0 ? 'no known price' : `${formatCount(summary.priced)} priced`}
      />
      <Tile
        name="Block verdicts"
        value={formatCount(verdicts.block)}
        more={`${share(verdicts.block, exchanges)}, ${formatCount(objected)} lesser`}
      />
      <Tile
        name="Open violations"
        value={formatCount(summary.openViolations)}
        more={summary.openViolations === 0 ? 'nothing to look at' : 'to be reviewed'}
      />
    </dl>
  );
}

function Tile({ name, value, more, spark }: { name: string; value: string; more: string; spark?: readonly number[] }) {
  return (
    <div className="tile">
      <dt>{name}</dt>
      <dd>
        <strong className="tnum">{value}</strong>
        <em>{more}</em>
      </dd>
      {spark === undefined ? null : <Sparkline values={spark} />}
    </div>
  );
}

function average(total: number, count: number): string {
  return count === 0 ? '' : `avg ${formatTokens(Math.round(total / count))}`;
}

function share(part: number, whole: number): string {
  if (part === 0 || whole === 0) return 'none';
  const percent = (part / whole) * 100;
  return percent < 0.1 ? 'below 0.1 %' : `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}
