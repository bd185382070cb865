import { Hourglass, Minus } from 'lucide-react';

import type { Behaviour } from '../../shared/domain/index.ts';
import { VerdictMark } from './marks.tsx';
import { BEHAVIOUR_WORDS, verdictOf } from './policy-words.ts';

function BehaviourIcon({ behaviour }: { readonly behaviour: Behaviour }) {
  if (behaviour === 'none') return <Minus />;
  if (behaviour === 'approval') return <Hourglass />;
  return <VerdictMark kind={verdictOf(behaviour)} />;
}

/** A behaviour with its icon and word, in plain ink: for choices. */
export function BehaviourMark({ behaviour }: { readonly behaviour: Behaviour }) {
  return (
    <span className={`beh ${behaviour}`}>
      <BehaviourIcon behaviour={behaviour} />
      {BEHAVIOUR_WORDS[behaviour]}
    </span>
  );
}

/** A behaviour in the ink of its verdict: for lists. */
export function BehaviourPill({ behaviour }: { readonly behaviour: Behaviour }) {
  if (behaviour === 'none') return null;
  return (
    <span className={`verdict ${verdictOf(behaviour)}`}>
      <BehaviourIcon behaviour={behaviour} />
      {BEHAVIOUR_WORDS[behaviour]}
    </span>
  );
}
