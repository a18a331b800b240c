import type { ComponentProps } from 'react';
import styles from './plain.module.css';

interface PlainButtonProps extends ComponentProps<'button'> {
  readonly look?: 'primary' | 'quiet' | undefined;
  readonly isLarge?: boolean;
}

/** A button for screens that come before the library of components is there: signing in, a page that crashed. */
export const PlainButton = ({ look, isLarge = false, className = '', ...button }: PlainButtonProps) => (
  <button
    type="button"
    {...button}
    className={`${styles.button} ${className}`}
    data-look={look}
    data-large={isLarge || undefined}
  />
);

/** A line to type into, for the same screens. */
export const PlainInput = ({ className = '', ...input }: ComponentProps<'input'>) => (
  <input {...input} className={`${styles.input} ${className}`} />
);
