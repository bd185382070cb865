import type { Finding, Part, Reaction, Role } from '../../../shared/domain/index.ts';
import { buildViews, findInViews } from '../detectors/index.ts';
import { type CompiledPolicy, speaksOn } from './compile.ts';
import { findingsOfJudge } from './llm/findings.ts';
import { type OwnKind, ownRuleId } from './names.ts';
import { type ToolUse, countToolCalls, deniedUses, toolUses } from './own/tool-names.ts';
import type { InspectPolicies, PolicyContext } from './policy.ts';
import { policySet } from './policy-set.ts';
import { isInScope } from './scope.ts';

/** Characters a token stands for on average in English; used where nobody counted (common rule of thumb: four). */
const CHARACTERS_PER_TOKEN = 4;

/** Findings of the policies' own rules, by policy, then part, then place. */
export const inspectPolicies: InspectPolicies = (context) => {
  const findings: Finding[] = [];
  for (const compiled of policySet(context.policies).speaking) {
    const { policy } = compiled;
    if (!isInScope(policy, context.agent, context.model)) continue;
    for (const part of context.parts) findings.push(...textFindings(compiled, part, context));
    findings.push(
      ...toolFindings(compiled, context),
      ...limitFindings(compiled, context),
      ...findingsOfJudge(policy, context),
    );
  }
  return findings;
};

/** Rules read a text in every disguise the detectors know; what two readings found in one place is one finding. */
function textFindings({ policy, textRules }: CompiledPolicy, part: Part, { side }: PolicyContext): Finding[] {
  const speaking = textRules.filter(({ reaction }) => speaksOn(reaction, side) && concerns(reaction, part.role));
  if (speaking.length === 0) return [];
  const views = buildViews(part.text);
  return speaking.flatMap(({ kind, id, find }) => {
    const findings = findInViews(views, find).map((found) => ({
      ...found,
      type: `policy.${kind}`,
      rule: id,
      severity: policy.severity,
      side,
      role: part.role,
      pointer: part.pointer,
    }));
    return findings.sort((a, b) => a.start - b.start);
  });
}

function toolFindings({ policy }: CompiledPolicy, context: PolicyContext): Finding[] {
  const { tools, mcpServers } = policy;
  if (tools === undefined && mcpServers === undefined) return [];
  const uses = toolUses(context.side === 'request' ? (context.tools ?? []) : [], context.messages ?? []);
  const finding = (kind: OwnKind, use: ToolUse): Finding => ({
    ...whole(policy.severity, context, use.role, use.pointer),
    type: `policy.${kind}`,
    rule: ownRuleId(policy.id, kind, use.name),
  });
  const findings: Finding[] = [];
  if (tools !== undefined && speaksOn(tools, context.side)) {
    findings.push(...deniedUses(tools, uses, 'tool').map((use) => finding('tool', use)));
  }
  if (mcpServers !== undefined && speaksOn(mcpServers, context.side)) {
    findings.push(...deniedUses(mcpServers, uses, 'server').map((use) => finding('mcp-server', use)));
  }
  return findings;
}

function limitFindings({ policy }: CompiledPolicy, context: PolicyContext): Finding[] {
  const { tokenLimit, toolCallLimit } = policy;
  const findings: Finding[] = [];
  const finding = (kind: OwnKind, role: Role): Finding => ({
    ...whole(policy.severity, context, role, ''),
    type: `policy.${kind}`,
    rule: ownRuleId(policy.id, kind),
  });
  const speaker = context.side === 'request' ? 'user' : 'assistant';
  if (tokenLimit !== undefined && speaksOn(tokenLimit, context.side) && tokensOf(context) > tokenLimit.maxTokens) {
    findings.push(finding('token-limit', speaker));
  }
  if (toolCallLimit !== undefined && speaksOn(toolCallLimit, context.side)) {
    const calls = context.sessionToolCalls ?? countToolCalls(context.messages ?? []);
    if (calls > toolCallLimit.perSession) findings.push(finding('tool-call-limit', speaker));
    const errors = context.sessionToolErrors ?? 0;
    if (errors > (toolCallLimit.errorsPerSession ?? Infinity)) findings.push(finding('tool-error-limit', speaker));
  }
  return findings;
}

/** About the exchange as a whole, or a member of it: no span. */
function whole(
  severity: Finding['severity'],
  { side }: PolicyContext,
  role: Role,
  pointer: string,
): Omit<Finding, 'type' | 'rule'> {
  return { severity, confidence: 1, side, role, pointer, start: 0, end: 0, view: 'raw' };
}

function tokensOf({ tokens, parts }: PolicyContext): number {
  if (tokens !== undefined && tokens !== null) return tokens;
  let characters = 0;
  for (const { text } of parts) characters += text.length;
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function concerns(reaction: Reaction, role: Role): boolean {
  return reaction.roles === undefined || reaction.roles.includes(role);
}
