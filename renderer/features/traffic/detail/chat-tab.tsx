import { ChevronDown, ChevronRight, Info } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';

import type { ExchangeDetail } from '../../../../shared/domain/index.ts';
import { VerdictMark } from '../../../components/marks.tsx';
import { plural } from '../../../components/format.ts';
import { ScrollRegion } from '../../../components/scroll-region.tsx';
import { useDetail } from '../../../stores/detail.ts';
import { type Chat, buildChat, pointersOf, sayEarlier } from './chat-model.ts';
import { errorOf } from './error-of.ts';
import { isBelowAny } from './json-findings.ts';
import { LiveMessages } from './live-message.tsx';
import { MarkedText } from './marked-text.tsx';
import { MessageView } from './message-view.tsx';
import { findingsAt } from './spans.ts';

export function ChatTab({ detail }: { readonly detail: ExchangeDetail }) {
  const { conversation } = detail;
  const chat = useMemo(() => (conversation === null ? null : buildChat(conversation)), [conversation]);
  if (chat === null) {
    return (
      <div className="pane-empty">
        <p>This is not a conversation that Sluice can read ({detail.row.dialect}). Raw has what was sent.</p>
      </div>
    );
  }
  return <ChatMessages detail={detail} chat={chat} />;
}

function ChatMessages({ detail, chat }: { readonly detail: ExchangeDetail; readonly chat: Chat }) {
  const { row, findings } = detail;
  const scroller = useRef<HTMLElement>(null);
  useOpenAtNew(scroller, row.id);
  const open = row.state === 'open';
  return (
    <ScrollRegion ref={scroller} className="chat" label="Messages">
      <Earlier key={row.id} chat={chat} detail={detail} />
      {chat.earlier.length === 0 ? null : <div className="newline">New in turn {chat.turn}</div>}
      {chat.current.map((message) => (
        <MessageView key={message.message.pointer} message={message} side="request" findings={findings} />
      ))}
      <Outcome detail={detail} />
      {chat.answer.map((message) => (
        <MessageView key={`answer${message.message.pointer}`} message={message} side="response" findings={findings} />
      ))}
      {open && chat.answer.length === 0 ? <LiveMessages row={row} /> : null}
    </ScrollRegion>
  );
}

function Earlier({ chat, detail }: { readonly chat: Chat; readonly detail: ExchangeDetail }) {
  const { earlier } = chat;
  const pointers = useMemo(() => pointersOf(earlier), [earlier]);
  const found = detail.findings.filter((one) => one.side === 'request' && isBelowAny(one.pointer, pointers)).length;
  const focusFinding = useDetail((state) => state.focusFinding);
  const holdsFocus = detail.findings.some((one) => one.id === focusFinding && isBelowAny(one.pointer, pointers));
  const [open, setOpen] = useState(false);
  const shown = open || holdsFocus;
  if (earlier.length === 0) return null;
  return (
    <>
      <button type="button" className="fold" aria-expanded={shown} onClick={() => setOpen(!shown)}>
        {shown ? <ChevronDown /> : <ChevronRight />}
        <b>{sayEarlier(earlier)}</b>
        <span className="ell">sent before</span>
        {found === 0 ? null : <span className="badge hot">{plural(found, 'finding')}</span>}
      </button>
      {shown
        ? earlier.map((message) => (
            <MessageView key={message.message.pointer} message={message} side="request" findings={detail.findings} />
          ))
        : null}
    </>
  );
}

/** What was done with the exchange where that is not plain from the messages. */
function Outcome({ detail }: { readonly detail: ExchangeDetail }) {
  const { row, verdict } = detail;
  if (row.state === 'blocked') {
    return (
      <div className="outcome block">
        <VerdictMark kind="block" />
        <div>
          <b>Blocked{row.upstreamStatus === null ? ' before the model saw it' : ''}</b>
          <p>{verdict?.reason}</p>
        </div>
      </div>
    );
  }
  if (verdict?.kind === 'block' && row.mode === 'log') {
    return (
      <div className="outcome">
        <VerdictMark kind="block" />
        <div>
          <b>Would have been blocked</b>
          <p>{verdict.reason} Log mode forwarded it.</p>
        </div>
      </div>
    );
  }
  if (row.state === 'complete' && row.status !== null && row.status >= 400) {
    const said = errorOf(detail.response);
    return (
      <div className="outcome">
        <Info />
        <div>
          <b>The upstream answered {row.status}</b>
          <p>
            {said === null ? (
              'Raw has what it said.'
            ) : (
              <MarkedText text={said.text} findings={findingsAt(detail.findings, 'response', said.pointer)} />
            )}
          </p>
        </div>
      </div>
    );
  }
  const ended = ENDINGS[row.state];
  if (ended === undefined) return null;
  return (
    <div className="outcome">
      <Info />
      <div>
        <b>{ended[0]}</b>
        <p>{ended[1]}</p>
      </div>
    </div>
  );
}

const ENDINGS: Readonly<Partial<Record<ExchangeDetail['row']['state'], readonly [string, string]>>> = {
  'upstream-error': ['The upstream failed', 'It could not be reached, or its answer broke off.'],
  'client-left': ['The client left', 'It closed the connection before the answer ended.'],
  refused: ['Refused', 'Sluice did not forward it; Raw has the reason.'],
  interrupted: ['Interrupted', 'The engine ended while this exchange was open.'],
};

/** A long talk opens at what is new, not at its system prompt; a finding that was asked for comes into view. */
function useOpenAtNew(scrollerRef: RefObject<HTMLElement | null>, id: string): void {
  const focusFinding = useDetail((state) => state.focusFinding);
  useEffect(() => {
    // Another exchange starts at its top.
    if (id !== '') scrollerRef.current?.scrollTo({ top: 0 });
  }, [scrollerRef, id]);
  useEffect(() => {
    if (focusFinding === null || id === '') return;
    scrollerRef.current?.querySelector(`[data-finding="${focusFinding}"]`)?.scrollIntoView({ block: 'center' });
  }, [scrollerRef, id, focusFinding]);
}
