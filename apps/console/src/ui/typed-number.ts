import { decimalText, hundredthsOf } from './decimal';

/** How a number is written and read. */
export interface NumberForm {
  readonly textOf: (value: number) => string;
  /** Null for what is no such number. */
  readonly valueOf: (text: string) => number | null;
  /** One step of the arrow keys. */
  readonly step: number;
}

export const wholeNumbers: NumberForm = {
  textOf: (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ','),
  valueOf(text) {
    const plain = text.replaceAll(/[,\s]/g, '');
    return /^-?\d{1,15}$/.test(plain) ? Number(plain) : null;
  },
  step: 1,
};

export const hundredths: NumberForm = {
  textOf: decimalText,
  valueOf: (text) => hundredthsOf(text.replaceAll(',', '')),
  step: 100,
};

export type NumberFault = 'none' | 'empty' | 'notNumber' | 'tooSmall' | 'tooLarge';

/** What a text is as a number of a form within bounds. Nothing is rounded and nothing is moved to a bound. */
export function readNumber(
  text: string,
  form: NumberForm,
  { min, max }: { readonly min: number; readonly max: number },
): { readonly fault: NumberFault; readonly value: number | null } {
  if (text.trim() === '') return { fault: 'empty', value: null };
  const value = form.valueOf(text);
  if (value === null) return { fault: 'notNumber', value: null };
  if (value < min) return { fault: 'tooSmall', value: null };
  return value > max ? { fault: 'tooLarge', value: null } : { fault: 'none', value };
}
