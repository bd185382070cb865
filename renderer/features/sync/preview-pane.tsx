import { Lock, ScanText } from 'lucide-react';
import { useMemo, useState } from 'react';

import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatBytes, formatCount } from '../../components/format.ts';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useSync } from '../../stores/sync.ts';
import { JsonText } from '../traffic/index.ts';
import { readable } from './sync-words.ts';

/** More is not laid out: the button copies all of it. */
const SHOWN_CHARACTERS = 100_000;

/** Exactly what goes to Akto of one exchange: the one chosen in the list, else the newest. */
export function PreviewPane({ url }: { readonly url: string | null }) {
  const preview = useSync((state) => state.preview);
  const [look, setLook] = useState<'readable' | 'sent'>('readable');
  const body = preview?.body ?? null;
  const text = useMemo(() => (body === null ? '' : look === 'sent' ? body : readable(body)), [body, look]);
  return (
    <aside className="sync-preview" aria-label="What is sent of one exchange">
      <div className="sync-preview-h">
        <h2>Exactly what is sent</h2>
        {preview === null ? null : <span className="faint">no. {formatCount(preview.seq)}</span>}
        <span className="grow" />
        {preview === null || preview.redacted === 0 ? null : (
          <span className="chip">
            <Lock />
            {formatCount(preview.redacted)} redacted
          </span>
        )}
        {body === null ? null : <CopyButton text={body} label="Copy" />}
      </div>
      {preview === null ? (
        <EmptyState icon={<ScanText />} title="No exchange yet">
          As soon as one has ended, its record is shown here, whether or not sync is on.
        </EmptyState>
      ) : body === null ? (
        <EmptyState icon={<ScanText />} title="This one cannot be sent">
          {preview.unfit}. It is never cut short: Akto would drop it.
        </EmptyState>
      ) : (
        <ScrollRegion className="sync-json" label="The call to Akto">
          <pre className="code">
            POST {url ?? '{address}'}
            {preview.path}
            {'\n'}Authorization: [token]{'\n\n'}
            <JsonText text={text.slice(0, SHOWN_CHARACTERS)} />
          </pre>
        </ScrollRegion>
      )}
      <div className="sync-preview-f">
        <Segmented
          small
          label="Show the record"
          value={look}
          onChange={setLook}
          options={[
            { value: 'readable', label: 'Readable' },
            { value: 'sent', label: 'As sent' },
          ]}
        />
        <span className="faint">
          {text.length > SHOWN_CHARACTERS ? 'The first part; Copy has all of it.' : 'JSON is never cut short.'}
        </span>
        <span className="grow" />
        {preview === null ? null : <span className="faint">{formatBytes(preview.sizeBytes)}</span>}
      </div>
    </aside>
  );
}
