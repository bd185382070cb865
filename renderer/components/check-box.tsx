import { Checkbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';

export function CheckBox({
  label,
  state,
  onChange,
}: {
  readonly label: string;
  readonly state: 'none' | 'some' | 'all';
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <Checkbox.Root
      className="check"
      aria-label={label}
      checked={state === 'all'}
      indeterminate={state === 'some'}
      onCheckedChange={onChange}
    >
      <Checkbox.Indicator>{state === 'some' ? <Minus /> : <Check />}</Checkbox.Indicator>
    </Checkbox.Root>
  );
}
