import { Menu } from '@base-ui/react/menu';
import { ChevronDown, ShieldOff } from 'lucide-react';

import { isSecretType } from '../../../shared/domain/index.ts';
import { isMasked } from '../../components/finding-words.ts';
import { type AllowedFinding, usePolicies } from '../../stores/policies.ts';

/** Findings that stand for a whole message or request, not for a text in it. */
const ABOUT_THE_WHOLE: ReadonlySet<string> = new Set([
  'policy.akto',
  'policy.tool',
  'policy.mcp-server',
  'policy.token-limit',
  'policy.tool-call-limit',
  'policy.tool-error-limit',
]);

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
  // Of these there is no text that could be allowed.
  const textless = isSecretType(finding.type) || ABOUT_THE_WHOLE.has(finding.type);
  const what = isMasked(finding.type) ? 'value' : 'phrase';
  return (
    <Menu.Root modal={false}>
      <span className="btn-pair">
        {textless ? null : (
          <button type="button" className="btn" onClick={() => void allow(finding, 'phrase', false)}>
            <ShieldOff />
            Allow this {what}
          </button>
        )}
        <Menu.Trigger className="btn pair-more" aria-label="Allow otherwise" title="Allow otherwise">
          {textless ? 'Allow…' : null}
          <ChevronDown />
        </Menu.Trigger>
      </span>
      <Menu.Portal>
        <Menu.Positioner className="pop-pos" sideOffset={4} align="start">
          <Menu.Popup className="menu">
            {textless ? null : (
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
