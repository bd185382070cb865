import type { Severity } from '../../shared/domain/index.ts';

const WORDS: Readonly<Record<Severity, string>> = {
  info: 'Info',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

/** One to four bars and the word: the word is the truth, the bars and the hue repeat it. */
export function SeverityMeter({ severity }: { readonly severity: Severity }) {
  return (
    <span className={`sev ${severity}`}>
      <span className="meter" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </span>
      <span className="sev-word">{WORDS[severity]}</span>
    </span>
  );
}
