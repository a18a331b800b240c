import { Input } from 'antd';
import { Field } from './form';

interface ReasonFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly lengthMax?: number;
  readonly onChange: (reason: string) => void;
}

/** Why something is done, in the operator's words. */
export function ReasonField({ label, hint, value, lengthMax = 200, onChange }: ReasonFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(field) => (
        <Input
          {...field}
          maxLength={lengthMax}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
