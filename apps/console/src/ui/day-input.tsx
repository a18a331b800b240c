import { Input } from 'antd';
import type { ComponentProps } from 'react';

interface DayInputProps extends Pick<ComponentProps<typeof Input>, 'id' | 'aria-describedby' | 'status'> {
  /** YYYY-MM-DD, or '' for none. */
  readonly value: string;
  readonly isOff?: boolean;
  /** @param isFaulty something was typed that is no day: it reads as an empty field, which means another thing */
  readonly onChange: (day: string, isFaulty: boolean) => void;
}

/** A day by the browser's own calendar. */
export function DayInput({ isOff = false, onChange, ...field }: DayInputProps) {
  return (
    <Input
      {...field}
      type="date"
      disabled={isOff}
      onInput={({ currentTarget }) => onChange(currentTarget.value, currentTarget.validity.badInput)}
    />
  );
}
