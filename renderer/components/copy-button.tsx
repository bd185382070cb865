import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

import { copyText } from './copy-text.ts';

const DONE_MS = 1_600;

/** Copies and shows for a moment that it did. `text`: built only when it is asked for. */
export function CopyButton({
  text,
  label,
  primary = false,
}: {
  readonly text: string | (() => string);
  readonly label: string;
  readonly primary?: boolean;
}) {
  const [done, setDone] = useState(0);
  useEffect(() => {
    if (done === 0) return;
    const timer = setTimeout(() => setDone(0), DONE_MS);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <button
      type="button"
      className={primary ? 'btn sm primary' : 'btn sm'}
      onClick={() => void copyText(typeof text === 'string' ? text : text()).then(() => setDone(done + 1))}
    >
      {done === 0 ? <Copy /> : <Check />}
      {label}
    </button>
  );
}
