import { ChevronDown, ChevronRight, X } from 'lucide-react';
import { useState } from 'react';

import type { Policy, PolicyRule } from '../../../../shared/domain/index.ts';
import { CategoryIcon } from '../../../components/category-icon.tsx';
import { wordsFor } from '../../../components/finding-words.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { sayType } from '../../../components/policy-words.ts';
import { put, replaceAt } from './edit.ts';
import { Problems, Row } from './parts.tsx';
import { ReactionFields } from './reaction-fields.tsx';

interface SectionProps {
  readonly policy: Policy;
  readonly edit: (change: (policy: Policy) => Policy) => void;
}

/** What the detectors find, and what then happens. */
export function RulesSection({ policy, edit }: SectionProps) {
  const { rules } = policy;
  if (rules.length === 0) return null;
  return (
    <Row label="Detectors">
      <ul className="rules">
        {rules.map((rule, index) => (
          // The order is all the identity rules have.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <RuleRow
              rule={rule}
              onChange={(next) => edit((now) => ({ ...now, rules: replaceAt(now.rules, index, next) }))}
            />
            <Problems at={`/rules/${index}`} />
          </li>
        ))}
      </ul>
    </Row>
  );
}

function RuleRow({
  rule,
  onChange,
}: {
  readonly rule: PolicyRule;
  readonly onChange: (rule: PolicyRule | null) => void;
}) {
  const [open, setOpen] = useState(false);
  const title = sayType(rule.type);
  return (
    <fieldset className="rule" aria-label={title}>
      <button type="button" className="rule-t" aria-expanded={open} title={rule.type} onClick={() => setOpen(!open)}>
        {open ? <ChevronDown /> : <ChevronRight />}
        <CategoryIcon category={wordsFor(rule.type).category} />
        <span className="ell">{title}</span>
        <span className="faint ell">{limitsOf(rule)}</span>
      </button>
      <ReactionFields name={title} value={rule} onChange={onChange} />
      <IconButton small className="rule-x" label={`Remove ${title}`} onClick={() => onChange(null)}>
        <X />
      </IconButton>
      {open ? (
        <div className="rule-more">
          <span className="faint">Confidence from</span>
          <NumberInput
            label={`${title}: confidence from`}
            value={rule.minConfidence ?? null}
            min={0}
            max={1}
            step={0.05}
            placeholder="0"
            onChange={(value) => onChange(put(rule, 'minConfidence', value ?? undefined))}
          />
          <span className="faint">Matches from</span>
          <NumberInput
            label={`${title}: matches from`}
            value={rule.minMatches ?? null}
            min={1}
            max={1_000}
            placeholder="1"
            onChange={(value) => onChange(put(rule, 'minMatches', value ?? undefined))}
          />
        </div>
      ) : null}
    </fieldset>
  );
}

/** What makes the rule speak later than at the first finding: `≥ 0.70, 3 or more`. */
function limitsOf({ minConfidence, minMatches }: PolicyRule): string {
  const parts = [
    ...(minConfidence === undefined ? [] : [`≥ ${minConfidence.toFixed(2)}`]),
    ...(minMatches === undefined || minMatches === 1 ? [] : [`${minMatches} or more`]),
  ];
  return parts.join(', ');
}
