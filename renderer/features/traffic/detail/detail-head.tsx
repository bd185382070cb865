import { Bot, Gauge, Globe, History, Sparkles, UserRound, X } from 'lucide-react';

import type { Caller, ExchangeDetail, ExchangeRow } from '../../../../shared/domain/index.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { GateDown, GateUp } from '../../../components/marks.tsx';
import { VerdictPill } from '../../../components/verdict-pill.tsx';
import { ReleaseLine } from '../../approvals/index.ts';
import { useDetail } from '../../../stores/detail.ts';
import { useNavigation } from '../../../stores/navigation.ts';
import { useTraffic } from '../../../stores/traffic.ts';
import { withoutVerdict } from '../row-look.ts';
import { AktoFact } from './akto-fact.tsx';
import { CopyMenu } from './copy-menu.tsx';
import { Metrics } from './metrics.tsx';
import { Opinions } from './opinions.tsx';

export function DetailHead({ detail }: { readonly detail: ExchangeDetail }) {
  const { row } = detail;
  return (
    <div className="dhead">
      <div className="dhead-1">
        <VerdictPill kind={row.verdict} without={withoutVerdict(row)} soFar={row.state === 'open'} large />
        <h2 className="req ell" title={`${row.method} ${row.path}`}>
          <span>{row.method}</span> {row.path} {row.operation === null ? null : <span>{row.operation}</span>}
        </h2>
        <span className="grow" />
        <div className="btns tight">
          <CopyMenu detail={detail} />
          <IconButton label="Close (Esc)" onClick={closeDetail}>
            <X />
          </IconButton>
        </div>
      </div>
      <Facts row={row} caller={detail.caller ?? null} />
      <ReleaseLine exchangeId={row.id} />
      {detail.akto === null ? null : <Opinions akto={detail.akto} />}
      <Metrics row={row} />
    </div>
  );
}

export function closeDetail(): void {
  useDetail.getState().close();
  useTraffic.getState().select(null);
  document.querySelector<HTMLElement>('[role="grid"]')?.focus();
}

function Facts({ row, caller }: { readonly row: ExchangeRow; readonly caller: Caller | null }) {
  const openCollection = useNavigation((state) => state.openCollection);
  const setFilter = useTraffic((state) => state.setFilter);
  const { session } = row;
  return (
    <div className="facts">
      <button type="button" title={`Open the page of ${row.agent}`} onClick={() => openCollection(row.agent)}>
        {row.agentSource === 'host' ? <Globe /> : <Bot />}
        <b>{row.agent}</b>
      </button>
      {caller === null ? null : (
        <span title={`Told by its hook: ${sayCaller(caller)}`}>
          <UserRound />
          <b>{caller.user ?? caller.device}</b>
        </span>
      )}
      {row.model === null ? null : (
        <span title={`Model ${row.model}`}>
          <Sparkles />
          <b>{row.model}</b>
        </span>
      )}
      {session === null ? null : (
        <button type="button" title="Show this session only" onClick={() => setFilter(`session:${session}`)}>
          <History />
          <b className="mono">{session.length > 12 ? `${session.slice(0, 10)}…` : session}</b>
        </button>
      )}
      <span title={row.mode === 'block' ? 'Judged before it was forwarded' : 'Forwarded first, judged afterwards'}>
        {row.mode === 'block' ? <GateDown /> : <GateUp />}
        {row.mode === 'block' ? 'Block' : 'Log'}
        <span className="sr-only"> mode</span>
      </span>
      <AktoFact seq={row.seq} />
      {row.marks.map((mark) => (
        <span key={mark} className="mark" title={MARK_WORDS[mark]}>
          <Gauge />
          {mark.replaceAll('-', ' ')}
        </span>
      ))}
    </div>
  );
}

function sayCaller({ user, device }: Caller): string {
  return [user === null ? '' : `user ${user}`, device === null ? '' : `device ${device}`].filter(Boolean).join(', ');
}

const MARK_WORDS: Readonly<Record<string, string>> = {
  'partly-scanned': 'Some of the text was not scanned: the deadline or the size limit was reached.',
  'tokens-estimated': 'The answer does not say how many tokens it used; they were counted here.',
  truncated: 'Less is stored than was sent.',
  'scan-failed': 'A detector failed; the failure policy decided.',
  'judged-encoder': 'The encoder model was asked about a possible prompt injection.',
  'judged-llm': 'The language model set as judge was asked about a possible prompt injection.',
  'judge-failed': 'A judge failed or was late; its failure policy decided.',
  'judge-busy': 'Too many questions were with the judge already; it was not asked about this.',
  'judge-off': 'A policy has rules that only a language model can tell, and none is set as judge in Settings.',
  'judge-partly': 'There was more text than the judge is asked about at once, or some of it was not scanned.',
  'judged-rules': 'The language model set as judge was asked what policies want to know.',
  'judged-after': 'The judge was asked about the streamed answer when it was over: nothing could be stopped any more.',
  'akto-failed': 'Akto’s own service gave no verdict; the failure policy for that decided.',
  'failed-closed': 'No verdict was to be had in time, and the failure policy is closed: it was blocked.',
  masked: 'What a policy masks was replaced by placeholders before forwarding.',
  'answer-masked': 'What a policy masks was replaced by placeholders in the answer.',
  'answer-restored': 'Placeholders in the answer were replaced by what they stood for.',
  'stream-cut': 'The streamed answer was ended where a policy found something; nothing of it was delivered.',
  'unreadable-encoding': 'The compression is one that cannot be read here: it was passed on and not scanned.',
  'repeated-members':
    'The body names a member twice, and upstreams differ in which they take: what either says was scanned.',
  'metadata-dropped': 'Agent metadata was removed before forwarding.',
  unpaired:
    'This record could not be matched with the question the hook had asked before: it is an exchange of its own.',
  'no-record': 'The hook asked for a verdict and never said how the call ended.',
  'judged-late':
    'The record of this call held more than the question had: its verdict came when nothing could be stopped any more.',
  'not-maskable':
    'A policy masks this, but the client cannot mask without losing or breaking the call, so it was blocked. Lossless: save our own hook from Connect, or go through the gateway; of Akto’s hook of September set VALIDATE_LAST_USER_MESSAGE_ONLY=true.',
  'tool-call': 'A tool that was called apart from the answer of its call.',
  'token-refused':
    'A hook or guardrail was refused for its token. It goes on without a verdict until its AKTO_API_TOKEN is the SLUICE_TOKEN.',
  'seen-by-hook': 'The hook behind the gateway told of this call too: both are this one exchange.',
  'unknown-policy': 'The client named policies that are not here; all of them were applied.',
  'headers-set': 'Headers of this upstream’s settings were set before forwarding.',
  'history-notice': 'A message that was blocked earlier was replaced by a notice before forwarding.',
  released: 'A person released what a policy warns of or asks about.',
  'file-linked': 'A file was only named by its address: its content was not looked at.',
  'file-not-text': 'A file could not be read as text, so it was not looked at.',
  'body-not-stored': 'The store could not keep up or write: the bodies of this exchange are not kept.',
  'body-withheld': 'A body was not stored because it could not be made safe.',
};
