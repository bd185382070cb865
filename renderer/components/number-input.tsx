import { useState } from 'react';

/** A number that is checked when it is left: what cannot be used is marked and not passed on. */
export function NumberInput({
  label,
  value,
  min,
  max,
  onChange,
  placeholder,
  step = 1,
}: {
  readonly label: string;
  /** null: not set. */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  /** null when the field was emptied, which only happens where a placeholder says what counts then. */
  readonly onChange: (value: number | null) => void;
  readonly placeholder?: string;
  /** Below 1: fractions are allowed. */
  readonly step?: number;
}) {
  const shown = value === null ? '' : String(value);
  const [edit, setEdit] = useState<string | null>(null);
  const text = edit ?? shown;
  const parsed = numberOf(text, min, max, step < 1);
  const usable = text.trim() === '' ? placeholder !== undefined : parsed !== null;
  return (
    <input
      className="field mono num-in"
      inputMode={step < 1 ? 'decimal' : 'numeric'}
      aria-label={label}
      aria-invalid={!usable}
      title={usable ? undefined : `From ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}`}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        const next = event.target.value;
        setEdit(next);
        if (next.trim() === '') {
          if (placeholder !== undefined) onChange(null);
          return;
        }
        const number = numberOf(next, min, max, step < 1);
        if (number !== null) onChange(number);
      }}
      onBlur={() => setEdit(null)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0;
        if (by === 0) return;
        event.preventDefault();
        const next = Math.min(max, Math.max(min, (parsed ?? min) + by));
        setEdit(null);
        onChange(step < 1 ? Math.round(next * 100) / 100 : next);
      }}
    />
  );
}

/** null: not a number in the range. Thousands may be set off by commas. */
export function numberOf(text: string, min: number, max: number, fractions: boolean): number | null {
  const plain = text.trim().replaceAll(/,(?=\d{3}\b)/g, '');
  if (!/^\d+(?:\.\d+)?$|^\.\d+$/.test(plain)) return null;
  const value = Number(plain);
  if (!fractions && !Number.isInteger(value)) return null;
  return value >= min && value <= max ? value : null;
}
