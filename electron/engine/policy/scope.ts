import type { Policy } from '../../../shared/domain/index.ts';

/**
 * Whether a name of a policy's scope means this agent, as Akto matches hosts: equal, or the agent ends with `.name`,
 * or contains `.name.`; without case, and `_` as `-` because Akto rewrites it (akto-model.md section 1).
 */
export function nameCovers(name: string, agent: string): boolean {
  const wanted = comparable(name);
  const given = comparable(agent);
  if (wanted === '') return false;
  return given === wanted || given.endsWith(`.${wanted}`) || given.includes(`.${wanted}.`);
}

function comparable(name: string): string {
  return name.trim().toLowerCase().replaceAll('_', '-');
}

/** Whether a name (of a model, a tool, a server) fits a pattern in which `*` stands for anything; without case. Linear. */
export function globMatches(pattern: string, text: string): boolean {
  const name = text.toLowerCase();
  const pieces = pattern.trim().toLowerCase().split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return name === first;
  const last = pieces.at(-1) ?? '';
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

/** Whether a policy is switched on and meant for this agent and model. An unknown model is no named model. */
export function isInScope(policy: Policy, agent: string, model: string | null): boolean {
  if (!policy.enabled) return false;
  if (policy.agents.length > 0 && !policy.agents.some((name) => nameCovers(name, agent))) return false;
  if (policy.exceptAgents?.some((name) => nameCovers(name, agent)) === true) return false;
  const models = policy.models ?? [];
  return models.length === 0 || (model !== null && models.some((pattern) => globMatches(pattern, model)));
}

/** Whether a rule's type, perhaps a prefix with `*`, means this finding type. */
export function typeMatches(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
