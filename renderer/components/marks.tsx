import type { ReactNode } from 'react';

import type { VerdictKind } from '../../shared/domain/index.ts';

/** Our own drawings, on a 16-px grid with a 1.4 stroke: five verdicts, two gates, the logo. All else is lucide's. */
function Mark({ children, className = 'ic' }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

const dot = { fill: 'currentColor', stroke: 'none' } as const;

const VERDICT_SHAPES: Readonly<Record<VerdictKind, ReactNode>> = {
  allow: <path d="M3.6 8.6l2.9 2.9 6-6.8" />,
  alert: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.9v3.6" />
      <circle cx="8" cy="10.9" r="0.9" {...dot} />
    </>
  ),
  warn: (
    <>
      <path d="M7.1 2.9 1.9 12a1.05 1.05 0 0 0 .9 1.6h10.4a1.05 1.05 0 0 0 .9-1.6L8.9 2.9a1.05 1.05 0 0 0-1.8 0z" />
      <path d="M8 6.2v3.1" />
      <circle cx="8" cy="11.4" r="0.9" {...dot} />
    </>
  ),
  mask: (
    <>
      <rect x="1.7" y="4.2" width="12.6" height="7.6" rx="2" />
      <circle cx="5" cy="8" r="1.05" {...dot} />
      <circle cx="8" cy="8" r="1.05" {...dot} />
      <circle cx="11" cy="8" r="1.05" {...dot} />
    </>
  ),
  block: (
    <>
      <path d="M5.5 1.9h5l3.6 3.6v5l-3.6 3.6h-5l-3.6-3.6v-5z" />
      <path d="M5 8h6" strokeWidth="1.9" />
    </>
  ),
};

export function VerdictMark({ kind }: { readonly kind: VerdictKind }) {
  return <Mark>{VERDICT_SHAPES[kind]}</Mark>;
}

export function GateDown() {
  return (
    <Mark className="ic gate">
      <path d="M2 3h12M3.5 3v10.5M12.5 3v10.5" />
      <path className="gate-plate" d="M5.75 6.2h4.5v7.3h-4.5z" fill="currentColor" strokeWidth="1" />
    </Mark>
  );
}

export function GateUp() {
  return (
    <Mark className="ic gate">
      <path d="M2 3h12M3.5 3v10.5M12.5 3v10.5" />
      <path className="gate-plate" d="M5.75 4.6h4.5v2.2h-4.5z" fill="currentColor" strokeWidth="1" />
      <path d="M5.3 11.6c.9-.9 1.8-.9 2.7 0s1.8.9 2.7 0" />
    </Mark>
  );
}

/** The gate of the mode we are in. */
export function Logo({ armed, size = 24 }: { readonly armed: boolean; readonly size?: number }) {
  return (
    <svg className="logo" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <rect className="logo-bg" width="24" height="24" rx="6.5" />
      <path
        className="logo-fg"
        d="M4.6 6h14.8M6.6 6v12.6M17.4 6v12.6"
        fill="none"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
      {armed ? (
        <rect className="logo-plate" x="9" y="8.6" width="6" height="10" rx="1" />
      ) : (
        <>
          <rect className="logo-plate" x="9" y="7.6" width="6" height="3.6" rx="1" />
          <path
            className="logo-fg"
            d="M8.8 15.8c1.07-1.1 2.13-1.1 3.2 0s2.13 1.1 3.2 0"
            fill="none"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </>
      )}
    </svg>
  );
}
