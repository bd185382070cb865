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
  judging: { word: 'Judging', why: 'It goes on once it has a verdict' },
  passing: { word: 'Passing', why: 'Log mode forwards first and judges afterwards' },
  none: { word: 'None', why: 'The engine ended before it was judged' },
} as const;

/** Always icon and word. null: see `without`. */
export function VerdictPill({
  kind,
  without = 'judging',
  soFar = false,
  large = false,
}: {
  readonly kind: VerdictKind | null;
  readonly without?: keyof typeof WAITING;
  /** The request was judged, its answer is still coming. */
  readonly soFar?: boolean;
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
    <span
      className={`verdict ${kind}${size}`}
      title={soFar ? 'The verdict on the request; its answer is still coming' : undefined}
    >
      <VerdictMark kind={kind} />
      {VERDICT_WORDS[kind]}
    </span>
  );
}
