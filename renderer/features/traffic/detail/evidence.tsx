import { Eye } from 'lucide-react';
import { useState } from 'react';

import { isRedacted } from './spans.ts';

/**
 * A value, masked; held down, the eye shows what is still stored. Letting go hides it again, and what is copied
 * meanwhile is a person's own act. `text` null: the stored text no longer has it.
 */
export function Evidence({ masked, text }: { readonly masked: string; readonly text: string | null }) {
  const [held, setHeld] = useState(false);
  if (text === null || isRedacted(text)) {
    return (
      <span className="evidence">
        <code>{masked}</code>
        <span className="faint">never stored</span>
      </span>
    );
  }
  const hide = () => setHeld(false);
  return (
    <span className="evidence">
      <code>{held ? text : masked}</code>
      <button
        type="button"
        className={held ? 'ibtn sm on' : 'ibtn sm'}
        aria-label="Hold to reveal"
        title="Hold to reveal"
        aria-pressed={held}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeld(true);
        }}
        onPointerUp={hide}
        onPointerCancel={hide}
        onLostPointerCapture={hide}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === ' ' || event.key === 'Enter') setHeld(true);
        }}
        onKeyUp={hide}
      >
        <Eye />
      </button>
    </span>
  );
}
