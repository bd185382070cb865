/**
 * What a service outside objects to, as one of our own findings under a policy that is made for it: the decision, the
 * release of warnings, the session's history, exceptions and the violations' list then treat it like any other.
 */
import type { Finding, Part, Policy, Severity } from '../../../shared/domain/index.ts';
import { slug } from './names.ts';

/** Finding type; interfaces.md: `policy.<rule>`. */
const TYPE = 'policy.akto';

export interface Objection {
  readonly behaviour: 'alert' | 'warn' | 'block';
  /** Of the service; null: it does not say. */
  readonly policy: string | null;
  readonly rule: string | null;
  readonly severity: Severity;
}

export function objectionPolicy({ policy, behaviour, severity }: Objection): Policy {
  const name = policy === null ? 'Akto' : `Akto: ${policy}`;
  return {
    id: `akto.${slug(policy ?? '')}`,
    name,
    description: '',
    enabled: true,
    severity,
    agents: [],
    rules: [{ type: TYPE, onRequest: behaviour, onResponse: 'none' }],
    advice: 'Say it without what this policy of your organisation objects to.',
  };
}

/** Akto does not say where: it stands at what the user said last. */
export function objectionFinding({ rule, severity }: Objection, part: Part | undefined): Finding {
  return {
    type: TYPE,
    rule: rule === null ? TYPE : `${TYPE}.${slug(rule)}`,
    severity,
    confidence: 1,
    side: 'request',
    role: part?.role ?? 'user',
    pointer: part?.pointer ?? '',
    start: 0,
    end: 0,
    view: 'raw',
  };
}
