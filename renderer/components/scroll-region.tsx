import type { ComponentPropsWithRef } from 'react';

/** A part of the page that scrolls by itself: named, and reachable by keyboard so that it can be scrolled without a mouse. */
export function ScrollRegion({
  label,
  className = '',
  ...rest
}: { readonly label: string } & Omit<ComponentPropsWithRef<'section'>, 'aria-label' | 'tabIndex'>) {
  return (
    <section
      className={`scroll ${className}`}
      aria-label={label}
      // WCAG 2.1.1: what scrolls must scroll by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      {...rest}
    />
  );
}
