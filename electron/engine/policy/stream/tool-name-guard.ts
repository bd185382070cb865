import type { Message, Policy } from '../../../../shared/domain/index.ts';
import { speaksOn } from '../compile.ts';
import { decide } from '../decide.ts';
import { inspectPolicies } from '../inspect.ts';
import type { Decision } from '../policy.ts';
import { isInScope } from '../scope.ts';
import type { StreamGuardOptions } from './stream-guard.ts';

type ToolGuardOptions = Pick<StreamGuardOptions, 'policies' | 'exceptions' | 'agent' | 'model' | 'now' | 'released'>;

/** Whether the tools that a streamed answer calls have to be judged by name while it flows. */
export function guardsToolNames(policies: readonly Policy[], agent: string, model: string | null): boolean {
  return policies.some(
    (policy) =>
      isInScope(policy, agent, model) &&
      [policy.tools, policy.mcpServers].some(
        (rule) => rule !== undefined && speaksOn(rule, 'response') && rule.onResponse !== 'alert',
      ),
  );
}

/** What the policies say of a tool that an answer calls; null: it may go on. */
export function judgeToolName(name: string, pointer: string, options: ToolGuardOptions): Decision | null {
  const { policies, exceptions = [], agent, model, now = Date.now(), released } = options;
  const call: Message = {
    role: 'assistant',
    pointer,
    name: null,
    blocks: [{ kind: 'tool-call', pointer, id: null, name, arguments: '' }],
  };
  const context = { policies, agent, model, side: 'response', parts: [] } as const;
  const findings = inspectPolicies({ ...context, messages: [call] }).filter(
    ({ type }) => type === 'policy.tool' || type === 'policy.mcp-server',
  );
  if (findings.length === 0) return null;
  const decision = decide({
    ...context,
    findings,
    exceptions,
    now,
    // The name of a tool cannot be masked.
    unmaskable: new Set(findings),
    ...(released === undefined ? {} : { released }),
  });
  return decision.verdict.kind === 'block' || decision.verdict.kind === 'warn' ? decision : null;
}
