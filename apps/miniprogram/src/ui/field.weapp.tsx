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
  isName = false,
  hasFocus = false,
}: FieldProps) {
  return (
    <Input
      className={isText || isName ? 'field field--text' : 'field'}
      value={value}
      placeholder={label}
      aria-label={label}
      maxlength={maxLength}
      type={isName ? 'nickname' : isDigits ? 'number' : 'text'}
      focus={hasFocus}
      confirmType="done"
      cursorSpacing={120}
      onInput={(event) => onChange(event.detail.value)}
      onConfirm={onDone}
      // A name that WeChat fills in is told when the field is left, not as it is typed.
      onBlur={isName ? (event) => onChange(event.detail.value) : undefined}
    />
  );
}
