import { useId, type ReactNode } from 'react';
import styles from './sign-in.module.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly fault: string | null;
  /** Draws the input with what ties it to its label, its hint and its fault. */
  readonly children: (field: {
    readonly id: string;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}

/** A labelled input with one line below it: a hint, or what is wrong. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': fault !== null,
        'aria-describedby': `${id}-about`,
      })}
      <p id={`${id}-about`} className={fault ? styles.fault : styles.hint} role={fault ? 'alert' : undefined}>
        {fault ?? hint}
      </p>
    </div>
  );
}
