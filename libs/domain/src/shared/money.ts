/** Fen as yuan, written exactly and as short as it goes: 12345 is 123.45, 12300 is 123. Not for sums below zero. */
export function shortYuan(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  const cents = digits.slice(-2);
  return cents === '00' ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${cents}`;
}

/** Whole thousands told apart: 12345 → `12,345`, 1380.50 → `1,380.50`. */
export const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?:\.|$))/g, ',');
