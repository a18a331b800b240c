import { DAY_MAX, DAY_MIN, fail, ok, parseDay, type Result } from '@liuliang/domain';

/** Days on which orders were paid, both included. */
export interface GoodsPeriod {
  readonly fromDay: number;
  readonly toDay: number;
}

/** From the first day to the last, where nobody says which; a day that is none, or a last one before the first, is refused. */
export function goodsPeriod(
  from: string | undefined,
  to: string | undefined,
): Result<GoodsPeriod, { code: 'DAY_RANGE_INVALID' }> {
  const fromDay = from === undefined ? DAY_MIN : parseDay(from);
  const toDay = to === undefined ? DAY_MAX : parseDay(to);
  if (fromDay === null || toDay === null || fromDay > toDay) return fail({ code: 'DAY_RANGE_INVALID' });
  return ok({ fromDay, toDay });
}
