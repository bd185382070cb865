import { Switch } from '@base-ui/react/switch';
import { Check, CircleAlert, PlugZap } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

import { type NamedUpstream, UPSTREAM_KINDS, type UpstreamTrial } from '../../../shared/domain/index.ts';
import { formatDuration } from '../../components/format.ts';
import { Segmented } from '../../components/segmented.tsx';
import { toSluiceError } from '../../rpc/client.ts';
import { callEngine } from '../../rpc/engine.ts';
import { DIALECT_CHOICES, KIND_WORDS, type UpstreamDraft, fromDraft, sayStatus, withKind } from './upstream-draft.ts';

const KINDS = UPSTREAM_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));
const FAILURES = [
  { value: 'app', label: 'As everywhere' },
  { value: 'open', label: 'Let pass' },
  { value: 'closed', label: 'Block' },
] as const;

export function UpstreamForm({
  initial,
  taken,
  onSave,
  onClose,
}: {
  readonly initial: UpstreamDraft;
  /** Names of the others. */
  readonly taken: readonly string[];
  /** Resolves with null when saved, else with the engine's reason. */
  readonly onSave: (upstream: NamedUpstream) => Promise<string | null>;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [trial, setTrial] = useState<UpstreamTrial | 'running' | null>(null);
  const change = (patch: Partial<UpstreamDraft>) => {
    setDraft({ ...draft, ...patch });
    setProblem(null);
    setTrial(null);
  };
  /** Hands over what can be used, or says what is wrong. */
  const withUpstream = async (act: (upstream: NamedUpstream) => Promise<void>) => {
    const read = fromDraft(draft, taken);
    setProblem(read.ok ? null : read.problem);
    if (read.ok) await act(read.upstream);
  };
  const test = () =>
    withUpstream(async (upstream) => {
      setTrial('running');
      try {
        setTrial(await callEngine('testUpstream', { upstream }));
      } catch (error) {
        setTrial(null);
        setProblem(toSluiceError(error).message);
      }
    });
  const save = () =>
    withUpstream(async (upstream) => {
      const refused = await onSave(upstream);
      setProblem(refused);
      if (refused === null) onClose();
    });
  return (
    // Escape closes it wherever the focus is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="upform"
      aria-label={`Upstream ${initial.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="upline">
        <span className="uplabel">Kind</span>
        <Segmented label="Kind" value={draft.kind} options={KINDS} onChange={(kind) => change(withKind(draft, kind))} />
      </div>
      <TextLine label="Name" value={draft.name} onChange={(name) => change({ name })} />
      <TextLine label="Base URL" value={draft.baseUrl} onChange={(baseUrl) => change({ baseUrl })} wide />
      <Line label="Read it as" help="Where a path does not tell.">
        {(id) => (
          <select
            id={id}
            className="field"
            value={draft.dialect}
            onChange={({ target }) => change({ dialect: DIALECT_CHOICES[target.selectedIndex]?.[0] ?? '' })}
          >
            {DIALECT_CHOICES.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Line>
      <Line label="Headers" help="Set on each request, one “Name: value” a line. Keys are your agents’ own.">
        {(id) => (
          <textarea
            id={id}
            className="field mono wide"
            rows={2}
            spellCheck={false}
            value={draft.headers}
            onChange={({ target }) => change({ headers: target.value })}
          />
        )}
      </Line>
      <div className="upline">
        <span className="uplabel">Patience, in seconds</span>
        <span className="uptimes">
          <Seconds
            label="to connect"
            usual="10"
            value={draft.connectSeconds}
            onChange={(connectSeconds) => change({ connectSeconds })}
          />
          <Seconds
            label="first byte"
            usual="600"
            value={draft.firstByteSeconds}
            onChange={(firstByteSeconds) => change({ firstByteSeconds })}
          />
          <Seconds
            label="silence"
            usual="600"
            value={draft.idleSeconds}
            onChange={(idleSeconds) => change({ idleSeconds })}
          />
        </span>
      </div>
      <div className="upline">
        <span className="uplabel">When a detector fails</span>
        <Segmented
          label="When a detector fails"
          value={draft.detectorFailure}
          options={FAILURES}
          onChange={(detectorFailure) => change({ detectorFailure })}
        />
      </div>
      <SwitchLine
        label="It is a LiteLLM gateway"
        help="Gets x-litellm-call-id, and may be asked for key aliases."
        value={draft.isLiteLLM}
        onChange={(isLiteLLM) => change({ isLiteLLM, ...(isLiteLLM ? { dropAgentMetadata: false } : {}) })}
      />
      <SwitchLine
        label="Keep agent metadata here"
        help="metadata.agent_name and x-agent-name are not passed on: providers refuse them."
        value={draft.dropAgentMetadata}
        onChange={(dropAgentMetadata) => change({ dropAgentMetadata })}
      />
      <div className="upfoot">
        <button type="button" className="btn" disabled={trial === 'running'} onClick={() => void test()}>
          <PlugZap />
          Test
        </button>
        <output className="grow">
          {problem === null ? <Trial trial={trial} /> : <span className="uptrial bad">{problem}</span>}
        </output>
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="btn primary">
          Save
        </button>
      </div>
    </form>
  );
}

export function Trial({ trial }: { readonly trial: UpstreamTrial | 'running' | null }) {
  if (trial === null) return null;
  if (trial === 'running') return <span className="uptrial">Asking…</span>;
  if (!trial.reached) {
    return (
      <span className="uptrial bad">
        <CircleAlert />
        {trial.message}
      </span>
    );
  }
  const { good, words } = sayStatus(trial.status);
  return (
    <span className={good ? 'uptrial good' : 'uptrial bad'} title={`GET ${trial.url}`}>
      {good ? <Check /> : <CircleAlert />}
      It {words}
      <span className="faint">{formatDuration(trial.durationMs)}</span>
    </span>
  );
}

function Line({
  label,
  help,
  children,
}: {
  readonly label: string;
  readonly help?: string;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="upline">
      <span className="uplabel">
        <label htmlFor={id}>{label}</label>
        {help === undefined ? null : <small>{help}</small>}
      </span>
      {children(id)}
    </div>
  );
}

function TextLine({
  label,
  value,
  onChange,
  wide = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly wide?: boolean;
}) {
  return (
    <Line label={label}>
      {(id) => (
        <input
          id={id}
          className={wide ? 'field mono wide' : 'field mono'}
          value={value}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Line>
  );
}

function Seconds({
  label,
  usual,
  value,
  onChange,
}: {
  readonly label: string;
  readonly usual: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <span className="upseconds">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field mono"
        inputMode="decimal"
        placeholder={usual}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}

function SwitchLine({
  label,
  help,
  value,
  onChange,
}: {
  readonly label: string;
  readonly help: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  return (
    <Line label={label} help={help}>
      {(id) => (
        <Switch.Root id={id} className="switch" checked={value} onCheckedChange={onChange}>
          <Switch.Thumb />
        </Switch.Root>
      )}
    </Line>
  );
}
