/** Short ways to write findings, parts and policies in tests. */
import type { Finding, Part, Policy, Role } from '../../../../shared/domain/index.ts';

export function finding(type: string, over: Partial<Finding> = {}): Finding {
  return {
    type,
    rule: `rule.${type}`,
    severity: 'medium',
    confidence: 1,
    side: 'request',
    role: 'user',
    pointer: '/messages/0/content',
    start: 0,
    end: 5,
    view: 'raw',
    ...over,
  };
}

export function policy(id: string, over: Partial<Policy> = {}): Policy {
  return {
    id,
    name: `Policy ${id}`,
    description: '',
    enabled: true,
    severity: 'medium',
    rules: [],
    agents: [],
    advice: '',
    ...over,
  };
}

export function part(text: string, index = 0, role: Role = 'user'): Part {
  return { role, pointer: `/messages/${index}/content`, text };
}

/** A finding over the first occurrence of `found` in the part. */
export function findingIn(where: Part, found: string, type: string, over: Partial<Finding> = {}): Finding {
  const start = where.text.indexOf(found);
  if (start < 0) throw new RangeError(`'${found}' does not occur`);
  return finding(type, { role: where.role, pointer: where.pointer, start, end: start + found.length, ...over });
}
