import type { NameRule } from '../../../../shared/domain/index.ts';
import { NumberInput } from '../../../components/number-input.tsx';
import { TagsInput } from '../../../components/tags-input.tsx';
import { type SectionProps, Single } from './single.tsx';

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
