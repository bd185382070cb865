import { CloudUpload } from 'lucide-react';
import { useEffect, useState } from 'react';

import type { OutboxEntry } from '../../../../shared/domain/index.ts';
import { OUTBOX_STATE_WORDS } from '../../../components/outbox-words.ts';
import { callEngine } from '../../../rpc/engine.ts';
import { useSync } from '../../../stores/sync.ts';

/** Where the exchange stands on its way to Akto; nothing for one that does not go there. */
export function AktoFact({ seq }: { readonly seq: number }) {
  const outbox = useSync((state) => state.status?.outbox);
  const [entry, setEntry] = useState<OutboxEntry | null>(null);
  useEffect(() => {
    let wanted = true;
    callEngine('getOutboxEntry', { seq }).then(
      (found) => {
        if (wanted) setEntry(found);
      },
      // The engine is away: it is asked again when it is back.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
    // Asked again whenever anything moved in the outbox.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [seq, outbox]);
  if (entry?.seq !== seq) return null;
  const repeats = entry.repeats === 0 ? '' : ` Sent again ${entry.repeats} times, may be there twice.`;
  return (
    <span title={`On its way to Akto: ${entry.reason ?? OUTBOX_STATE_WORDS[entry.state]}.${repeats}`}>
      <CloudUpload />
      Akto <b>{OUTBOX_STATE_WORDS[entry.state].toLowerCase()}</b>
    </span>
  );
}
