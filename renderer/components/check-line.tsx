import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { useId } from 'react';

/** A check box with its words beside it. */
export function CheckLine({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <span className="check-line">
      <Checkbox.Root className="check" aria-labelledby={id} checked={checked} onCheckedChange={onChange}>
        <Checkbox.Indicator>
          <Check />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {/* The box itself has the name; pressing the words is for the mouse only. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span id={id} onClick={() => onChange(!checked)}>
        {label}
      </span>
    </span>
  );
}
