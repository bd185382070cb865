import { Sparkles } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';

import type { ExchangeRow } from '../../../../shared/domain/index.ts';
import { useDetail } from '../../../stores/detail.ts';
import { buildChat } from './chat-model.ts';
import { MessageView } from './message-view.tsx';

/** The answer of an open exchange as it arrives. Its findings are known when it has ended. */
export function LiveMessages({ row }: { readonly row: ExchangeRow }) {
  const live = useDetail((state) => (state.live?.id === row.id ? state.live : null));
  const end = useRef<HTMLDivElement>(null);
  const messages = useMemo(
    () => (live === null ? [] : buildChat({ request: [], answer: live.messages, tools: [] }).answer),
    [live],
  );
  useEffect(() => {
    const view = messages.length === 0 ? null : end.current?.closest('.chat');
    if (!(view instanceof HTMLElement)) return;
    // Follow the text only for somebody who is at its end.
    if (view.scrollHeight - view.scrollTop - view.clientHeight < 80) view.scrollTop = view.scrollHeight;
  }, [messages]);
  return (
    <>
      {messages.length === 0 ? <Waiting /> : null}
      {messages.map((message, index) => (
        <MessageView
          key={`live${message.message.pointer}`}
          message={message}
          side="response"
          findings={[]}
          growing={index === messages.length - 1}
        />
      ))}
      <div ref={end} />
    </>
  );
}

function Waiting() {
  return (
    <article className="msg assistant">
      <span className="msg-ic">
        <Sparkles />
      </span>
      <div className="msg-b">
        <h3 className="msg-h">
          Assistant
          <span className="livedot">waiting</span>
        </h3>
        <div className="msg-t" aria-busy="true">
          <span className="cursor" />
        </div>
      </div>
    </article>
  );
}
