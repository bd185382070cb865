import type { ComponentPropsWithRef } from 'react';

/** A button with only a picture: its name is read out and shown as a tooltip. */
export function IconButton({
  label,
  pressed,
  small = false,
  className = '',
  ...rest
}: {
  readonly label: string;
  readonly pressed?: boolean;
  readonly small?: boolean;
} & Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'title'>) {
  return (
    <button
      type="button"
      className={`ibtn${small ? ' sm' : ''}${pressed === true ? ' on' : ''} ${className}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      {...rest}
    />
  );
}
