/** What may be asked for now. `most` is what there is; `mostToday` what a daily limit leaves, null for any number. */
export interface AmountLimits {
  readonly least: number;
  readonly most: number;
  readonly mostToday: number | null;
}

export type AmountProblem = 'not_whole' | 'too_small' | 'too_many' | 'day_limit';

export type Amount =
  | { readonly points: number; readonly problem: null }
  | { readonly points: null; readonly problem: AmountProblem | null };

/** Reads typed points: whole, within the limits. An empty field is no mistake yet, so it has no problem. */
export function amountOf(typed: string, { least, most, mostToday }: AmountLimits): Amount {
  const text = typed.replace(/[\s,，]/g, '');
  if (text === '') return { points: null, problem: null };
  if (!/^\d{1,12}$/.test(text)) return { points: null, problem: 'not_whole' };
  const asked = Number(text);
  if (asked < least) return { points: null, problem: 'too_small' };
  if (asked > most) return { points: null, problem: 'too_many' };
  if (mostToday !== null && asked > mostToday) return { points: null, problem: 'day_limit' };
  return { points: asked, problem: null };
}
