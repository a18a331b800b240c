/**
 * Whole hundredths (fen, basis of a multiplier) as people write them. Text all the way: a float on the way would turn
 * ¥1.15 into 114 fen.
 */
export function hundredthsOf(text: string): number | null {
  const [, sign, whole = '', part = ''] = /^\s*(-?)(\d{1,13})(?:\.(\d{0,2}))?\s*$/.exec(text) ?? [];
  if (sign === undefined) return null;
  const value = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return sign === '-' && value !== 0 ? -value : value;
}

/** 150 → `1.5`, 100 → `1`, 129900 → `1299`. */
export function decimalText(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  const part = digits.slice(-2).replace(/0+$/, '');
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}${part && `.${part}`}`;
}
