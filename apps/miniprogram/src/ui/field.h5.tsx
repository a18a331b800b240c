import type { FieldProps } from './field.port';

/** One line of typing: a real input, so that keyboards, password managers and screen readers know it. */
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
    <input
      className={`field ${isText || isName ? 'field--text' : ''}`}
      value={value}
      placeholder={label}
      aria-label={label}
      maxLength={maxLength}
      inputMode={isDigits ? 'numeric' : 'text'}
      autoComplete={isName ? 'nickname' : 'off'}
      autoCapitalize={isName ? 'words' : isText ? 'sentences' : 'characters'}
      spellCheck={false}
      autoFocus={hasFocus}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        // Enter that ends a choice of Chinese characters is not yet the end of typing.
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onDone?.();
      }}
    />
  );
}
