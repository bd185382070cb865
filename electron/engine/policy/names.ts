/** A rule's name as it stands in rule ids: `Project codes` → `project-codes`. '' when no letter or digit is left. */
export function slug(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** Kinds of rules that a policy brings itself; a finding of one has the type `policy.<kind>`. */
export const OWN_KINDS = [
  'pattern',
  'words',
  'topic',
  'token-limit',
  'tool',
  'mcp-server',
  'tool-call-limit',
  'tool-error-limit',
  'llm',
  'harmful',
  'unanswered',
] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** Finding.rule of a policy's own rule: `<policy id>.<kind>` and, where there are several, `.<name>`. */
export function ownRuleId(policyId: string, kind: OwnKind, name?: string): string {
  return name === undefined ? `${policyId}.${kind}` : `${policyId}.${kind}.${slug(name)}`;
}

/**
 * MCP tool names as agents offer them to a model: `mcp__<server>__<tool>`. null: not one.
 * (Akto's hooks and coding agents follow it; contract-akto.md section 3.)
 */
export function mcpServerOf(tool: string): string | null {
  return /^mcp__(.+?)__./.exec(tool)?.[1] ?? null;
}
