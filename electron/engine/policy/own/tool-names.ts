import type { Message, NameRule } from '../../../../shared/domain/index.ts';
import { mcpServerOf } from '../names.ts';
import { globMatches } from '../scope.ts';

/** A tool by name, and where it is offered or called. */
export interface ToolUse {
  readonly name: string;
  readonly pointer: string;
  readonly role: Message['role'];
}

/** Tools offered to the model, then tool calls, in wire order; of one offered tool and of one call each. */
export function toolUses(offered: readonly string[], messages: readonly Message[]): ToolUse[] {
  return [...new Set(offered)]
    .map((name): ToolUse => ({ name, pointer: '', role: 'developer' }))
    .concat(
      messages.flatMap(({ role, blocks }) =>
        blocks.flatMap((block) =>
          block.kind === 'tool-call' ? [{ name: block.name, pointer: block.pointer, role }] : [],
        ),
      ),
    );
}

export function countToolCalls(messages: readonly Message[]): number {
  let calls = 0;
  for (const { blocks } of messages) for (const { kind } of blocks) if (kind === 'tool-call') calls += 1;
  return calls;
}

/** Deny goes before allow; with an allow list, what is not on it is denied. */
export function isDenied(rule: NameRule, name: string): boolean {
  if (rule.deny.some((pattern) => globMatches(pattern, name))) return true;
  return rule.allow.length > 0 && !rule.allow.some((pattern) => globMatches(pattern, name));
}

/** The uses of tools that a rule denies. `server`: judge the MCP server of `mcp__server__tool` names, others pass. */
export function deniedUses(rule: NameRule, uses: readonly ToolUse[], what: 'tool' | 'server'): readonly ToolUse[] {
  const judged =
    what === 'tool'
      ? uses
      : uses.flatMap((use) => {
          const name = mcpServerOf(use.name);
          return name === null ? [] : [{ ...use, name }];
        });
  const seen = new Set<string>();
  return judged.filter(({ name, pointer }) => {
    const key = `${pointer}\n${name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return isDenied(rule, name);
  });
}
