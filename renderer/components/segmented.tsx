import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';

export interface SegmentOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** For the reader when the label is only a picture. */
  readonly name?: string;
}

/** One of a few. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  small = false,
  disabled = false,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SegmentOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly small?: boolean;
  readonly disabled?: boolean;
}) {
  return (
    <ToggleGroup
      className={small ? 'seg sm' : 'seg'}
      aria-label={label}
      disabled={disabled}
      value={[value]}
      onValueChange={(next) => {
        const [chosen] = next;
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          {...(option.name === undefined ? {} : { 'aria-label': option.name })}
        >
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
