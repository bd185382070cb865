import { Menu } from '@base-ui/react/menu';
import { ChevronDown, ShieldOff } from 'lucide-react';

import { isSecretType } from '../../../shared/domain/index.ts';
import { isMasked } from '../../components/finding-words.ts';
import { type AllowedFinding, usePolicies } from '../../stores/policies.ts';

/**
 * An exception from a finding somebody calls harmless: its text at once, its rule or one agent only by the list beside.
 * Texts of secrets are not stored, so that only their rule can be allowed.
 */
export function AllowMenu({
  finding,
  agent,
}: {
  readonly finding: AllowedFinding & { readonly type: string; readonly rule: string };
  readonly agent: string;
}) {
  const allow = usePolicies((state) => state.allow);
  const secret = isSecretType(finding.type);
  const what = isMasked(finding.type) ? 'value' : 'phrase';
  return (
    <Menu.Root modal={false}>
      <span className="btn-pair">
        {secret ? null : (
          <button type="button" className="btn" onClick={() => void allow(finding, 'phrase', false)}>
            <ShieldOff />
            Allow this {what}
          </button>
        )}
        <Menu.Trigger className="btn pair-more" aria-label="Allow otherwise" title="Allow otherwise">
          {secret ? 'Allow…' : null}
          <ChevronDown />
        </Menu.Trigger>
      </span>
      <Menu.Portal>
        <Menu.Positioner className="pop-pos" sideOffset={4} align="start">
          <Menu.Popup className="menu">
            {secret ? null : (
              <Menu.Item className="menu-item" onClick={() => void allow(finding, 'phrase', true)}>
                This {what}, for {agent} only
              </Menu.Item>
            )}
            <Menu.Item className="menu-item" onClick={() => void allow(finding, 'rule', true)}>
              <span>
                Whatever <code>{finding.rule}</code> finds, for {agent} only
              </span>
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void allow(finding, 'rule', false)}>
              <span>
                Whatever <code>{finding.rule}</code> finds, for all agents
              </span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
