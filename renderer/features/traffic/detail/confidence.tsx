/** 0..1 as a track and a figure. */
export function Confidence({ value }: { readonly value: number }) {
  return (
    <span className="conf">
      <span className="track" aria-hidden="true">
        <i style={{ width: `${Math.round(value * 100)}%` }} />
      </span>
      <span className="tnum">
        <span className="sr-only">Confidence </span>
        {value.toFixed(2)}
      </span>
    </span>
  );
}
