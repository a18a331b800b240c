export interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onDone?: () => void;
  readonly label: string;
  readonly maxLength: number;
  readonly isDigits?: boolean;
  /** Words rather than a code: smaller, and without capitals. */
  readonly isText?: boolean;
  /** The person's own name: WeChat offers the one they have there. */
  readonly isName?: boolean;
  readonly hasFocus?: boolean;
}
