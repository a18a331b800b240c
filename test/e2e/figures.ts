/** A figure as it is written, of several the last: +1,299 · −40 · ¥12.30 · 5,049 积分 = ¥50.49. */
export function numberIn(text: string): number {
  const [last = ''] = text.match(/[−-]?[+¥]*[\d,]+(\.\d+)?(?=\D*$)/) ?? [];
  const digits = Number(last.replace(/[^\d.]/g, ''));
  return /^[−-]/.test(last) ? -digits : digits;
}

/** What figures come to, to the fen. */
export const total = (texts: readonly string[]): number =>
  Math.round(texts.reduce((sum, text) => sum + numberIn(text), 0) * 100) / 100;
