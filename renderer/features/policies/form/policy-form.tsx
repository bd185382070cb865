import {
  POLICY_DEFAULTS,
  POLICY_LIMITS,
  type Policy,
  type PolicyException,
  SEVERITIES,
  type Severity,
} from '../../../../shared/domain/index.ts';
import { CheckLine } from '../../../components/check-line.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { Select } from '../../../components/select.tsx';
import { SeverityMeter } from '../../../components/severity-meter.tsx';
import { TagsInput } from '../../../components/tags-input.tsx';
import { useCollections } from '../../../stores/collections.ts';
import { usePolicies } from '../../../stores/policies.ts';
import { ExceptionList } from '../exception-list.tsx';
import { AddRow } from './add-row.tsx';
import { put, putList } from './edit.ts';
import { JudgeSections } from './judge-sections.tsx';
import { Row, TextField } from './parts.tsx';
import { RulesSection } from './rules-section.tsx';
import { LimitsSections, NamesSections } from './single-rules-sections.tsx';
import { PatternsSection, TopicsSection, WordsSection } from './text-rules-sections.tsx';

const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({ value, label: <SeverityMeter severity={value} /> }));
const NONE = [] as const;

/** Every field of a policy. What it holds goes into the draft with every key. */
export function PolicyForm({ policy }: { readonly policy: Policy }) {
  const edit = usePolicies((state) => state.edit);
  const set = <K extends keyof Policy>(key: K, value: Policy[K] | undefined) => edit((now) => put(now, key, value));
  return (
    <ScrollRegion className="pform" label="Policy">
      <Row label="Name" at="/name">
        <div className="line">
          <TextField label="Name" value={policy.name} onChange={(name) => set('name', name)} />
          <Select<Severity>
            className="sev-in"
            label="Severity"
            value={policy.severity}
            options={SEVERITY_OPTIONS}
            onChange={(severity) => set('severity', severity)}
          />
        </div>
      </Row>
      <Row label="Description" at="/description">
        <TextField
          rows={2}
          label="Description"
          placeholder="What it is for"
          value={policy.description}
          onChange={(description) => set('description', description)}
        />
      </Row>
      <Scope policy={policy} edit={edit} />
      <h3 className="pform-h">What it looks for</h3>
      <RulesSection policy={policy} edit={edit} />
      <PatternsSection policy={policy} edit={edit} />
      <WordsSection policy={policy} edit={edit} />
      <TopicsSection policy={policy} edit={edit} />
      <NamesSections policy={policy} edit={edit} />
      <LimitsSections policy={policy} edit={edit} />
      <JudgeSections policy={policy} edit={edit} />
      <AddRow policy={policy} edit={edit} />
      <h3 className="pform-h">What happens then</h3>
      <Answers policy={policy} edit={edit} />
      <h3 className="pform-h">What is left alone</h3>
      <Row label="Exceptions" at="/exceptions" hint="For this policy only, saved with it.">
        <ExceptionList
          exceptions={policy.exceptions ?? NONE}
          full={(policy.exceptions ?? NONE).length >= POLICY_LIMITS.exceptions}
          onChange={(next: readonly PolicyException[]) => edit((now) => putList(now, 'exceptions', next))}
        />
      </Row>
      <Imported policy={policy} />
    </ScrollRegion>
  );
}

interface PartProps {
  readonly policy: Policy;
  readonly edit: (change: (policy: Policy) => Policy) => void;
}

function Scope({ policy, edit }: PartProps) {
  const collections = useCollections((state) => state.collections);
  const known = collections.map(({ agent }) => agent);
  return (
    <>
      <Row label="Applies to" at="/agents">
        <TagsInput
          label="Agents"
          values={policy.agents}
          placeholder="All agents"
          suggestions={known}
          onChange={(agents) => edit((now) => ({ ...now, agents }))}
        />
      </Row>
      <Row label="But not to" at="/exceptAgents">
        <TagsInput
          label="Agents left out"
          values={policy.exceptAgents ?? NONE}
          placeholder="Nobody"
          suggestions={known}
          onChange={(agents) => edit((now) => putList(now, 'exceptAgents', agents))}
        />
      </Row>
      <Row label="Models" at="/models">
        <TagsInput
          mono
          label="Models"
          values={policy.models ?? NONE}
          placeholder="All models; gpt-* for a family"
          onChange={(models) => edit((now) => putList(now, 'models', models))}
        />
      </Row>
    </>
  );
}

function Answers({ policy, edit }: PartProps) {
  return (
    <>
      <Row
        label="Tell the agent"
        at="/message"
        hint={
          <>
            <code>{'{policy}'}</code> <code>{'{rule}'}</code> <code>{'{where}'}</code> are filled in. Empty: Sluice says
            what was found where, never the value.
          </>
        }
      >
        <TextField
          rows={2}
          label="Message to the agent"
          placeholder="Stopped by Sluice: {policy} found {rule} in {where}."
          value={policy.message ?? ''}
          onChange={(message) => edit((now) => put(now, 'message', message === '' ? undefined : message))}
        />
      </Row>
      <Row label="Advice" at="/advice" hint="What it may do instead: the second sentence of Sluice’s own message.">
        <TextField
          label="Advice"
          placeholder="Remove the number, and send the request again."
          value={policy.advice}
          onChange={(advice) => edit((now) => ({ ...now, advice }))}
        />
      </Row>
      <Row label="People" hint="How long a warning can be released, and how long a request waits for approval.">
        <div className="line">
          <span className="faint">Release within</span>
          <NumberInput
            label="Seconds to release a warning"
            value={policy.warnSeconds ?? null}
            min={1}
            max={86_400}
            placeholder={String(POLICY_DEFAULTS.warnSeconds)}
            onChange={(value) => edit((now) => put(now, 'warnSeconds', value ?? undefined))}
          />
          <span className="faint">s, approve within</span>
          <NumberInput
            label="Seconds to approve"
            value={policy.approvalSeconds ?? null}
            min={1}
            max={3_600}
            placeholder={String(POLICY_DEFAULTS.approvalSeconds)}
            onChange={(value) => edit((now) => put(now, 'approvalSeconds', value ?? undefined))}
          />
          <span className="faint">s</span>
        </div>
      </Row>
      <Row label="Masked values">
        <CheckLine
          label="Put them back into the answer: the user sees the original, the model never does"
          checked={policy.restoreInAnswer === true}
          onChange={(on) => edit((now) => put(now, 'restoreInAnswer', on ? true : undefined))}
        />
      </Row>
    </>
  );
}

const NO_FIELDS = [] as const;

/** Fields of an imported policy that are kept and do nothing here. */
function Imported({ policy }: { readonly policy: Policy }) {
  const fields = usePolicies(
    (state) => state.inForce?.noEffect.find(({ policyId }) => policyId === policy.id)?.fields ?? NO_FIELDS,
  );
  if (fields.length === 0) return null;
  return (
    <Row label="No effect here" hint="Kept as they were imported, and exported again.">
      <dl className="noeffect">
        {fields.map(({ field, why }) => (
          <div key={field}>
            <dt>
              <code>{field}</code>
            </dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
    </Row>
  );
}
