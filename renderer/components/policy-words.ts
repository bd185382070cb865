import { BEHAVIOURS, type Behaviour, type Policy, type Reaction, type VerdictKind } from '../../shared/domain/index.ts';
import { wordsFor } from './finding-words.ts';

export const BEHAVIOUR_WORDS: Readonly<Record<Behaviour, string>> = {
  none: 'Nothing',
  alert: 'Alert',
  warn: 'Warn',
  mask: 'Mask',
  approval: 'Approval',
  block: 'Block',
};

/** What the client sees of a behaviour: whose ink and mark it has. */
export function verdictOf(behaviour: Behaviour): VerdictKind {
  if (behaviour === 'none') return 'allow';
  return behaviour === 'approval' ? 'block' : behaviour;
}

/** Every reaction of a policy, in the order of its form. */
export function reactionsOf(policy: Policy): readonly Reaction[] {
  const {
    rules,
    patterns = [],
    words = [],
    topics = [],
    tokenLimit,
    tools,
    mcpServers,
    toolCallLimit,
    llmRule,
    harmful,
  } = policy;
  const single = [tokenLimit, tools, mcpServers, toolCallLimit, llmRule, harmful].filter((one) => one !== undefined);
  return [...rules, ...patterns, ...words, ...topics, ...single];
}

/** The strictest that a policy can do; `none` when nothing in it speaks. */
export function strongest(policy: Policy): Behaviour {
  let rank = 0;
  for (const { onRequest, onResponse } of reactionsOf(policy)) {
    rank = Math.max(rank, BEHAVIOURS.indexOf(onRequest), BEHAVIOURS.indexOf(onResponse));
  }
  return BEHAVIOURS[rank] ?? 'none';
}

/** Whether it has rules that only a judge can tell. */
export function needsJudge({ llmRule, harmful }: Policy): boolean {
  return llmRule !== undefined || harmful !== undefined;
}

/** A finding type or prefix as a list says it: `secret.*` → `Secrets`. */
export function sayType(type: string): string {
  switch (type) {
    case '*':
      return 'Anything found';
    case 'secret.*':
      return 'Any secret';
    case 'injection.*':
      return 'Any prompt injection';
    case 'policy.*':
      return 'Own rules of policies';
    default:
      return type.endsWith('*') ? `${wordsFor(type.replace(/[._]?\*$/, '')).title}, any` : wordsFor(type).title;
  }
}

/** One line under the name: what it looks for, and for whom. */
export function summaryOf(policy: Policy): string {
  const {
    rules,
    patterns = [],
    words = [],
    topics = [],
    tokenLimit,
    tools,
    mcpServers,
    toolCallLimit,
    llmRule,
    harmful,
  } = policy;
  const looks = [
    ...new Set(rules.map(({ type }) => lowerFirst(sayType(type)))),
    ...patterns.map(({ name }) => name),
    ...words.map(({ name }) => name),
    ...topics.map(({ name }) => name),
    ...(tools === undefined ? [] : ['tools']),
    ...(mcpServers === undefined ? [] : ['MCP servers']),
    ...(tokenLimit === undefined ? [] : ['token limit']),
    ...(toolCallLimit === undefined ? [] : ['tool calls']),
    ...(llmRule === undefined ? [] : ['a question to the judge']),
    ...(harmful === undefined ? [] : ['harmful text']),
  ];
  const what = looks.length === 0 ? 'nothing yet' : looks.slice(0, 3).join(', ') + (looks.length > 3 ? ' …' : '');
  return policy.agents.length === 0 ? what : `${sayScope(policy)}: ${what}`;
}

/** `Any secret` → `any secret`, `JSON web token` as it is. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z-]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** `all agents`, `billing-bot`, `3 agents`; exceptions and models are left to the form. */
export function sayScope({ agents }: Pick<Policy, 'agents'>): string {
  const [first] = agents;
  if (first === undefined) return 'all agents';
  return agents.length === 1 ? first : `${agents.length} agents`;
}

const FIELD_WORDS: Readonly<Partial<Record<keyof Policy, string>>> = {
  name: 'Name',
  description: 'Description',
  severity: 'Severity',
  agents: 'Agents',
  exceptAgents: 'Agents left out',
  models: 'Models',
  rules: 'Detectors',
  patterns: 'Patterns',
  words: 'Words',
  topics: 'Topics',
  tokenLimit: 'Token limit',
  tools: 'Tools',
  mcpServers: 'MCP servers',
  toolCallLimit: 'Tool calls',
  llmRule: 'LLM rule',
  harmful: 'Harmful text',
  exceptions: 'Exceptions',
  advice: 'Advice',
  message: 'Message',
  warnSeconds: 'Time to release',
  approvalSeconds: 'Time to approve',
  restoreInAnswer: 'Restore',
};

/** What an edit changed, as the fields are called in the form. */
export function changedFields(before: Policy, after: Policy): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Policy)[];
  return keys.filter((key) => !isSame(before[key], after[key])).map((key) => FIELD_WORDS[key] ?? key);
}

/** Equal as JSON, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
