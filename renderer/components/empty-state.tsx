import type { ReactNode } from 'react';

/** Why there is nothing here, and what to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  tone = 'plain',
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly tone?: 'plain' | 'down';
}) {
  return (
    <div className={tone === 'down' ? 'est down' : 'est'}>
      {icon}
      <b>{title}</b>
      {children === undefined ? null : <p>{children}</p>}
      {action}
    </div>
  );
}
