import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';

import type { NameRule, Policy } from '../../../../shared/domain/index.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { TagsInput } from '../../../components/tags-input.tsx';
import { put } from './edit.ts';
import { Problems, Row, TextField } from './parts.tsx';
import { ReactionFields } from './reaction-fields.tsx';

interface SectionProps {
  readonly policy: Policy;
  readonly edit: (change: (policy: Policy) => Policy) => void;
}

type SingleKey = 'tools' | 'mcpServers' | 'tokenLimit' | 'toolCallLimit' | 'llmRule';

/** A rule of which a policy has at most one. */
function Single<K extends SingleKey>({
  label,
  hint,
  rule,
  policy,
  edit,
  roles = false,
  children,
}: SectionProps & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly rule: K;
  readonly roles?: boolean;
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
        <ReactionFields name={label} value={value} roles={roles} onChange={(next) => set(next)} />
        <Problems at={`/${rule}`} />
      </div>
    </Row>
  );
}

export function NamesSections(props: SectionProps) {
  const lists = (what: string) => (value: NameRule, set: (value: NameRule) => void) => (
    <div className="names2">
      <span className="faint">Allow only</span>
      <TagsInput
        label={`${what} allowed`}
        values={value.allow}
        mono
        placeholder="All that are not denied"
        onChange={(allow) => set({ ...value, allow })}
      />
      <span className="faint">Deny</span>
      <TagsInput
        label={`${what} denied`}
        values={value.deny}
        mono
        placeholder="delete_*"
        onChange={(deny) => set({ ...value, deny })}
      />
    </div>
  );
  return (
    <>
      <Single
        {...props}
        label="Tools"
        hint="Request: offered or called before. Answer: called now. * stands for anything."
        rule="tools"
      >
        {lists('Tools')}
      </Single>
      <Single {...props} label="MCP servers" rule="mcpServers">
        {lists('MCP servers')}
      </Single>
    </>
  );
}

export function LimitsSections(props: SectionProps) {
  return (
    <>
      <Single {...props} label="Token limit" rule="tokenLimit">
        {(value, set) => (
          <div className="line">
            <span className="faint">At most</span>
            <NumberInput
              label="Token limit"
              value={value.maxTokens}
              min={1}
              max={10_000_000}
              onChange={(maxTokens) => maxTokens !== null && set({ ...value, maxTokens })}
            />
            <span className="faint">tokens a side</span>
          </div>
        )}
      </Single>
      <Single {...props} label="Tool calls" rule="toolCallLimit">
        {(value, set) => (
          <div className="line">
            <span className="faint">At most</span>
            <NumberInput
              label="Tool calls"
              value={value.perSession}
              min={0}
              max={100_000}
              onChange={(perSession) => perSession !== null && set({ ...value, perSession })}
            />
            <span className="faint">in one session, of which may fail</span>
            <NumberInput
              label="Failed tool calls"
              value={value.errorsPerSession ?? null}
              min={0}
              max={100_000}
              placeholder="any"
              onChange={(errors) => {
                const { errorsPerSession: _before, ...rest } = value;
                set(errors === null ? rest : { ...rest, errorsPerSession: errors });
              }}
            />
          </div>
        )}
      </Single>
    </>
  );
}

export function LlmSection(props: SectionProps) {
  return (
    <Single
      {...props}
      label="LLM rule"
      hint="Kept and exported; it says nothing yet, because no language model is asked about rules of policies."
      rule="llmRule"
      roles
    >
      {(value, set) => (
        <div className="names2 one">
          <TextField
            rows={3}
            label="What the LLM decides"
            value={value.prompt}
            onChange={(prompt) => set({ ...value, prompt })}
          />
          <div className="line">
            <span className="faint">Confidence from</span>
            <NumberInput
              label="LLM rule: confidence from"
              value={value.minConfidence}
              min={0}
              max={1}
              step={0.05}
              onChange={(minConfidence) => minConfidence !== null && set({ ...value, minConfidence })}
            />
          </div>
        </div>
      )}
    </Single>
  );
}
