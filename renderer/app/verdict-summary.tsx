import { VERDICTS } from '../../shared/domain/index.ts';
import { formatCompact } from '../components/format.ts';
import { type Hour, lastHours } from '../components/hours.ts';
import { VerdictMark } from '../components/marks.tsx';
import { useNow } from '../components/use-now.ts';
import { VERDICT_WORDS } from '../components/verdict-pill.tsx';
import { useCollections } from '../stores/collections.ts';

const WIDTH = 208;
const HEIGHT = 34;

/** The foot of the rail: verdicts of the last 24 hours. */
export function VerdictSummary() {
  const hours = useCollections((state) => state.totals.hours);
  const now = useNow(60_000);
  const last = lastHours(hours, now);
  const sum = (kind: (typeof VERDICTS)[number]) => last.reduce((total, hour) => total + hour.verdicts[kind], 0);
  return (
    <section className="rail-sum" aria-label="Verdicts, last 24 hours">
      <h2>
        Verdicts<span>24 h</span>
      </h2>
      <Histogram hours={last} />
      <div className="vsum">
        {VERDICTS.map((kind) => (
          <span key={kind} className={`ink-${kind} tnum`} title={VERDICT_WORDS[kind]}>
            <VerdictMark kind={kind} />
            <span className="sr-only">{VERDICT_WORDS[kind]} </span>
            {formatCompact(sum(kind))}
          </span>
        ))}
      </div>
    </section>
  );
}

function Histogram({ hours }: { readonly hours: readonly Hour[] }) {
  const top = Math.max(1, ...hours.map((hour) => hour.total));
  const step = WIDTH / hours.length;
  // The square root lets a single block be seen beside a thousand allows.
  const scale = (value: number) => Math.sqrt(value / top) * HEIGHT;
  return (
    <svg className="hist" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {hours.map((hour, index) => {
        let below = 0;
        return VERDICTS.map((kind) => {
          const count = hour.verdicts[kind];
          if (count === 0) return null;
          const base = scale(below);
          below += count;
          const height = Math.max(1.5, scale(below) - base);
          return (
            <rect
              key={`${hour.at}-${kind}`}
              className={`f-${kind}`}
              x={index * step}
              width={step - 1.5}
              y={HEIGHT - base - height}
              height={height}
            />
          );
        });
      })}
    </svg>
  );
}
