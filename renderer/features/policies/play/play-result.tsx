import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';

import type { PlaygroundResult } from '../../../../shared/domain/index.ts';
import { CategoryIcon } from '../../../components/category-icon.tsx';
import { wordsFor } from '../../../components/finding-words.ts';
import { formatFine, plural } from '../../../components/format.ts';
import { SeverityMeter } from '../../../components/severity-meter.tsx';
import { VerdictPill } from '../../../components/verdict-pill.tsx';
import { PlayPart } from './play-part.tsx';

/** More parts than this are folded: those with findings come first. */
const PARTS_SHOWN = 6;

export function PlayResult({ result }: { readonly result: PlaygroundResult }) {
  const { verdict, findings, message } = result;
  return (
    <div className="play-r" aria-live="polite">
      <Parts result={result} />
      <div className="play-verdict">
        <VerdictPill kind={verdict.kind} large />
        <span className="ell">{verdict.policyName === null ? '' : `by ${verdict.policyName}`}</span>
        <span className="grow" />
        <span className="faint">{findings.length === 0 ? 'Nothing found' : plural(findings.length, 'finding')}</span>
      </div>
      <p className="play-why">
        {verdict.reason}
        {result.release === 'warn' ? ' A person can release it.' : ''}
        {result.release === 'approval' ? ' It passes when a person approves.' : ''}
      </p>
      {result.usesStoredFindings ? (
        <p className="note play-note">
          Secrets are not stored. Where the text was redacted, the findings of the time are used.
        </p>
      ) : null}
      {result.partial ? (
        <p className="note play-note">The text is longer than what is scanned in time: its end was left out.</p>
      ) : null}
      <Findings result={result} />
      <Timings result={result} />
      {message === '' ? null : (
        <div className="codebox play-box">
          <div className="codebox-h">
            <b>What the agent gets</b>
            <span>{result.side === 'request' ? '403 in its API’s own shape' : 'instead of the answer'}</span>
          </div>
          <p className="code">{message}</p>
        </div>
      )}
    </div>
  );
}

function Parts({ result }: { readonly result: PlaygroundResult }) {
  const [all, setAll] = useState(false);
  const { parts, findings } = result;
  const found = new Set(findings.map(({ pointer }) => pointer));
  const interesting = parts.filter((part) => found.has(part.pointer) || parts.length === 1);
  const shown = all ? parts : interesting.slice(0, PARTS_SHOWN);
  const folded = parts.length - shown.length;
  return (
    <>
      {shown.map((part) => (
        <PlayPart
          key={part.pointer}
          part={part}
          findings={findings.filter(({ pointer }) => pointer === part.pointer)}
          named={parts.length > 1}
        />
      ))}
      {folded > 0 || (all && parts.length > 1) ? (
        <button type="button" className="fold play-fold" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? <ChevronDown /> : <ChevronRight />}
          {all
            ? 'Only where something was found'
            : `${plural(folded, 'more part')}${interesting.length > PARTS_SHOWN ? '' : ', nothing found'}`}
        </button>
      ) : null}
    </>
  );
}

function Findings({ result: { findings, decidedBy } }: { readonly result: PlaygroundResult }) {
  if (findings.length === 0) return null;
  return (
    <ul className="finds" aria-label="Findings">
      {findings.map((finding, index) => {
        const words = wordsFor(finding.type);
        return (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={index === decidedBy ? 'find decided' : 'find'}>
            <CategoryIcon category={words.category} />
            <span className="line">
              <b>{words.title}</b>
              <code className="ell" title={`${finding.rule}, ${finding.start}–${finding.end}`}>
                {finding.rule}
              </code>
            </span>
            <SeverityMeter severity={finding.severity} />
            <span className="num" title="Confidence">
              {finding.confidence.toFixed(2)}
            </span>
            <VerdictPill kind={finding.action} />
          </li>
        );
      })}
    </ul>
  );
}

const STAGE_INKS = ['b-3', 'b-1', 'b-2', 'b-mask', 'b-quiet'] as const;

function Timings({ result: { stages } }: { readonly result: PlaygroundResult }) {
  const total = stages.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (stages.length === 0) return null;
  return (
    <div className="timings">
      <div className="line">
        <b className="tnum">{formatFine(total)}</b>
        <span className="faint">to judge it</span>
      </div>
      <div className="stages" aria-hidden="true">
        {stages.map(({ name, durationMs }, index) => (
          <i
            key={name}
            className={STAGE_INKS[index % STAGE_INKS.length]}
            style={{ flexGrow: Math.max(durationMs, total / 100) }}
          />
        ))}
      </div>
      <div className="legend">
        {stages.map(({ name, durationMs }, index) => (
          <span key={name}>
            <i className={STAGE_INKS[index % STAGE_INKS.length]} />
            {name} <span className="tnum">{formatFine(durationMs)}</span>
          </span>
        ))}
      </div>
    </div>
  );
}
