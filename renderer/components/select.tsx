import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
}

/** One of several, in a list that opens. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  className = '',
  prefix,
  disabled = false,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly className?: string;
  /** Said inside, before the value. */
  readonly prefix?: string;
  readonly disabled?: boolean;
}) {
  return (
    <BaseSelect.Root
      value={value}
      items={options}
      disabled={disabled}
      modal={false}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <BaseSelect.Trigger className={`field ${className}`} aria-label={label}>
        {prefix === undefined ? null : <span className="faint">{prefix}</span>}
        <BaseSelect.Value className="ell" />
        <ChevronDown />
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className="pop-pos" sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup className="menu">
            {options.map((option) => (
              <BaseSelect.Item key={option.value} value={option.value} className="menu-item">
                <span className="menu-check">
                  <BaseSelect.ItemIndicator>
                    <Check />
                  </BaseSelect.ItemIndicator>
                </span>
                <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
