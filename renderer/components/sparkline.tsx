import { memo } from 'react';

const WIDTH = 28;
const HEIGHT = 14;

/** A quiet line of the last hours; the number beside it says the same, so it is hidden from readers. */
export const Sparkline = memo(function Sparkline({ values }: { readonly values: readonly number[] }) {
  const path = sparkPath(values);
  if (path === null) return <span className="spark" aria-hidden="true" />;
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path className="area" d={`${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}z`} />
      <path className="line" d={path} />
    </svg>
  );
});

/** null: nothing to draw. */
export function sparkPath(values: readonly number[]): string | null {
  const top = Math.max(...values);
  if (values.length < 2 || top <= 0) return null;
  return values
    .map((value, index) => {
      const x = (index / (values.length - 1)) * WIDTH;
      // The square root keeps quiet hours visible beside a burst.
      const y = HEIGHT - 1.2 - Math.sqrt(value / top) * (HEIGHT - 4);
      return `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`;
    })
    .join('');
}

const round = (value: number) => Math.round(value * 10) / 10;
