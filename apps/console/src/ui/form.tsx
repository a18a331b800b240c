import { Radio } from 'antd';
import { useId, type ReactNode } from 'react';
import styles from './form.module.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; said by screen readers when it appears. */
  readonly fault?: string | undefined;
  readonly children: (field: { readonly id: string; readonly 'aria-describedby': string }) => ReactNode;
}

/** A labelled control with its explanation below it. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.control}>{children({ id, 'aria-describedby': about })}</div>
      <p id={about} className={fault ? styles.fault : styles.hint} role={fault ? 'alert' : undefined}>
        {fault ?? hint}
      </p>
    </div>
  );
}

/** Fields side by side where there is room. */
export const Fields = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.fields}>{children}</div>
);

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly values: readonly V[];
  readonly names: Readonly<Record<V, string>>;
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** The values as joined buttons: for short names. */
  readonly asButtons?: boolean;
  readonly disabled?: boolean;
}

/** One of a few values that all stand there to be read. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, values, names, value, onChange, asButtons = false, disabled = false } = props;
  return (
    <Radio.Group
      aria-label={label}
      className={asButtons ? styles.buttons : undefined}
      optionType={asButtons ? 'button' : 'default'}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.target.value as V)}
      options={values.map((one) => ({ value: one, label: names[one] }))}
    />
  );
}

/** The same with its explanation, among the fields of a form. */
export const ChoiceField = <V extends string>({
  hint,
  fault,
  ...choice
}: ChoiceProps<V> & Pick<FieldProps, 'hint' | 'fault'>) => (
  <Field label={choice.label} hint={hint} fault={fault}>
    {() => <Choice {...choice} />}
  </Field>
);

export { Hundredths, WholeNumber } from './number-input';
