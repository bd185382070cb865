import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown, Users } from 'lucide-react';

import { BEHAVIOURS, type Behaviour, type Reaction, type Role } from '../../../../shared/domain/index.ts';
import { BehaviourMark } from '../../../components/behaviour-mark.tsx';
import { sayRole } from '../../../components/finding-words.ts';
import { Select } from '../../../components/select.tsx';
import { put } from './edit.ts';

const OPTIONS = BEHAVIOURS.map((value) => ({ value, label: <BehaviourMark behaviour={value} /> }));
const ROLES: readonly Role[] = ['system', 'developer', 'user', 'assistant', 'tool'];

/** What happens to a request, what to an answer, and in whose text. */
export function ReactionFields<T extends Reaction>({
  name,
  value,
  onChange,
  roles = true,
  anyone = 'Anyone’s text',
}: {
  /** For the reader: of what. */
  readonly name: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** False where it is about no text, such as a limit. */
  readonly roles?: boolean;
  /** Whose text it is about where nobody is named. */
  readonly anyone?: string;
}) {
  return (
    <div className="react-f">
      <BehaviourSelect
        prefix="Request"
        label={`${name}: on requests`}
        value={value.onRequest}
        onChange={(onRequest) => onChange({ ...value, onRequest })}
      />
      <BehaviourSelect
        prefix="Answer"
        label={`${name}: on answers`}
        value={value.onResponse}
        onChange={(onResponse) => onChange({ ...value, onResponse })}
      />
      {roles ? (
        <RolesMenu
          name={name}
          roles={value.roles ?? []}
          anyone={anyone}
          onChange={(chosen) => onChange(put<Reaction, 'roles'>(value, 'roles', chosen) as T)}
        />
      ) : null}
    </div>
  );
}

function BehaviourSelect({
  label,
  prefix,
  value,
  onChange,
}: {
  readonly label: string;
  readonly prefix: string;
  readonly value: Behaviour;
  readonly onChange: (value: Behaviour) => void;
}) {
  return (
    <Select className="beh-in" prefix={prefix} label={label} value={value} options={OPTIONS} onChange={onChange} />
  );
}

function RolesMenu({
  name,
  roles,
  anyone,
  onChange,
}: {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly anyone: string;
  /** undefined: all roles. */
  readonly onChange: (roles: readonly Role[] | undefined) => void;
}) {
  const toggle = (role: Role) => {
    const next = roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];
    onChange(next.length === 0 || next.length === ROLES.length ? undefined : ROLES.filter((one) => next.includes(one)));
  };
  const said = roles.length === 0 ? anyone : roles.map((role) => sayRole(role)).join(', ');
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        className={roles.length === 0 ? 'field roles-in' : 'field roles-in some'}
        aria-label={`${name}: ${said}`}
        title={said}
      >
        <Users />
        <span className="ell">{said}</span>
        <ChevronDown />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="pop-pos" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {ROLES.map((role) => (
              <Menu.CheckboxItem
                key={role}
                className="menu-item"
                checked={roles.length === 0 || roles.includes(role)}
                onCheckedChange={() => (roles.length === 0 ? onChange([role]) : toggle(role))}
                closeOnClick={false}
              >
                <span className="menu-check">
                  <Menu.CheckboxItemIndicator>
                    <Check />
                  </Menu.CheckboxItemIndicator>
                </span>
                {sayRole(role)}
              </Menu.CheckboxItem>
            ))}
            <div className="menu-line" />
            <Menu.Item className="menu-item" onClick={() => onChange(undefined)}>
              <span className="menu-check" />
              {anyone}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
