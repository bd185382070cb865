import type { VerdictKind } from '../../shared/domain/index.ts';
import { VerdictMark } from './marks.tsx';

export const VERDICT_WORDS: Readonly<Record<VerdictKind, string>> = {
  allow: 'Allow',
  alert: 'Alert',
  warn: 'Warn',
  mask: 'Mask',
  block: 'Block',
};

/** Why there is no verdict yet, or none at all. */
const WAITING = {
  judging: { word: 'Judging', why: 'What is known so far may go on; the answer is judged too' },
  passing: { word: 'Passing', why: 'Log mode forwards first and judges when the answer has ended' },
  none: { word: 'None', why: 'The engine ended before it was judged' },
} as const;

/** Always icon and word. null: see `without`. */
export function VerdictPill({
  kind,
  without = 'judging',
  large = false,
}: {
  readonly kind: VerdictKind | null;
  readonly without?: keyof typeof WAITING;
  readonly large?: boolean;
}) {
  const size = large ? ' lg' : '';
  if (kind === null) {
    return (
      <span className={`verdict wait${size}`} title={WAITING[without].why}>
        {without === 'none' ? null : <i className="dots" />}
        {WAITING[without].word}
      </span>
    );
  }
  return (
    <span className={`verdict ${kind}${size}`}>
      <VerdictMark kind={kind} />
      {VERDICT_WORDS[kind]}
    </span>
  );
}
