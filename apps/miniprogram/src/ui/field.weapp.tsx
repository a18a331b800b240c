import { Input } from '@tarojs/components';
import type { FieldProps } from './field.port';

/** One line of typing. */
export function Field({
  value,
  onChange,
  onDone,
  label,
  maxLength,
  isDigits = false,
  isText = false,
  hasFocus = false,
}: FieldProps) {
  return (
    <Input
      className={isText ? 'field field--text' : 'field'}
      value={value}
      placeholder={label}
      aria-label={label}
      maxlength={maxLength}
      type={isDigits ? 'number' : 'text'}
      focus={hasFocus}
      confirmType="done"
      cursorSpacing={120}
      onInput={(event) => onChange(event.detail.value)}
      onConfirm={onDone}
    />
  );
}
