import { addDays, type Day } from '../ui/days';

/** Two days that a period is compared by: the day before it began, and its last whole day. */
export interface NamedPeriod {
  readonly name:
    'last7' | 'last30' | 'last90' | 'month' | 'lastMonth' | 'quarter' | 'lastQuarter' | 'year' | 'overYear';
  readonly from: Day;
  readonly to: Day;
}

const firstOf = (year: number, month: number): Day =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);

/**
 * The periods that people ask for, on a day that is not over and so belongs to none of them. What has no whole day yet, on the
 * first of a month, is left out. `overYear` is yesterday against the same day a year ago (28 February for the 29th).
 */
export function periodsOn(today: Day): readonly NamedPeriod[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const quarter = month - ((month - 1) % 3);
  const yesterday = addDays(today, -1);
  const since = (name: NamedPeriod['name'], first: Day, after = today): NamedPeriod => ({
    name,
    from: addDays(first, -1),
    to: addDays(after, -1),
  });
  const last = (name: NamedPeriod['name'], days: number) => since(name, addDays(today, -days + 1));
  const [yesterdayYear = 0] = yesterday.split('-').map(Number);
  const sameDay = `${yesterdayYear - 1}${yesterday.slice(4)}`.replace(/-02-29$/, '-02-28');
  return [
    last('last7', 7),
    last('last30', 30),
    last('last90', 90),
    since('month', firstOf(year, month)),
    since('lastMonth', firstOf(year, month - 1), firstOf(year, month)),
    since('quarter', firstOf(year, quarter)),
    since('lastQuarter', firstOf(year, quarter - 3), firstOf(year, quarter)),
    since('year', firstOf(year, 1)),
    { name: 'overYear' as const, from: sameDay, to: yesterday },
  ].filter(({ from, to }) => from < to);
}
