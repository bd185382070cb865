import { Sparkles } from 'lucide-react';
import { useEffect, useRef } from 'react';

import type { ExchangeRow } from '../../../../shared/domain/index.ts';
import { formatCount } from '../../../components/format.ts';
import { useDetail } from '../../../stores/detail.ts';

/** Only the end of a very long answer is drawn while it grows. */
const TAIL_CHARACTERS = 20_000;

/** The answer of an open exchange as it arrives. */
export function LiveMessage({ row }: { readonly row: ExchangeRow }) {
  const live = useDetail((state) => (state.live?.id === row.id ? state.live : null));
  const end = useRef<HTMLSpanElement>(null);
  const text = live?.text ?? '';
  useEffect(() => {
    const view = text === '' ? null : end.current?.closest('.chat');
    if (!(view instanceof HTMLElement)) return;
    // Follow the text only for somebody who is at its end.
    if (view.scrollHeight - view.scrollTop - view.clientHeight < 80) view.scrollTop = view.scrollHeight;
  }, [text]);
  return (
    <article className="msg assistant">
      <span className="msg-ic">
        <Sparkles />
      </span>
      <div className="msg-b">
        <h3 className="msg-h">
          Assistant
          <span className="livedot">{text === '' ? 'waiting' : 'streaming'}</span>
          <span className="meta tnum">
            {live?.outputTokens === null || live?.outputTokens === undefined
              ? ''
              : `${formatCount(live.outputTokens)} tok`}
          </span>
        </h3>
        <div className="msg-t" aria-busy="true">
          {text.length > TAIL_CHARACTERS ? '… ' : ''}
          {text.slice(-TAIL_CHARACTERS)}
          <span ref={end} className="cursor" />
        </div>
      </div>
    </article>
  );
}
