export interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onDone?: () => void;
  readonly label: string;
  readonly maxLength: number;
  readonly isDigits?: boolean;
  readonly hasFocus?: boolean;
}
