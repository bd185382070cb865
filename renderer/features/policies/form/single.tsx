import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';

import type { Policy } from '../../../../shared/domain/index.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { put } from './edit.ts';
import { Problems, Row } from './parts.tsx';
import { ReactionFields } from './reaction-fields.tsx';

export interface SectionProps {
  readonly policy: Policy;
  readonly edit: (change: (policy: Policy) => Policy) => void;
}

type SingleKey = 'tools' | 'mcpServers' | 'tokenLimit' | 'toolCallLimit' | 'llmRule' | 'harmful';

/** A rule of which a policy has at most one. */
export function Single<K extends SingleKey>({
  label,
  hint,
  rule,
  policy,
  edit,
  roles = false,
  anyone,
  children,
}: SectionProps & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly rule: K;
  readonly roles?: boolean;
  readonly anyone?: string;
  readonly children: (value: NonNullable<Policy[K]>, set: (value: NonNullable<Policy[K]>) => void) => ReactNode;
}) {
  const value = policy[rule] as NonNullable<Policy[K]> | undefined;
  const set = (next: NonNullable<Policy[K]> | undefined) =>
    edit((now) => put(now, rule, next as Policy[K] | undefined));
  if (value === undefined) return null;
  return (
    <Row label={label} hint={hint}>
      <div className="rcard">
        <div className="rcard-c">
          <div className="grow">{children(value, set)}</div>
          <IconButton label={`Remove: ${label}`} onClick={() => set(undefined)}>
            <Trash2 />
          </IconButton>
        </div>
        <ReactionFields
          name={label}
          value={value}
          roles={roles}
          {...(anyone === undefined ? {} : { anyone })}
          onChange={(next) => set(next)}
        />
        <Problems at={`/${rule}`} />
      </div>
    </Row>
  );
}
