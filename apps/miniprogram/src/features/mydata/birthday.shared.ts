import type { ReplyOf } from '@liuliang/contract/client';
import type { Messages } from '../../messages.zh';

export type MyBirthday = ReplyOf<'myBirthday'>;
export type Birthday = NonNullable<MyBirthday['birthday']>;

const LUNAR_DAYS_MAX = 30;
/** The longest each month can be: 29 February is a birthday too. */
const GREGORIAN_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daysOf = (calendar: Birthday['calendar'], month: number): number =>
  calendar === 'lunar' ? LUNAR_DAYS_MAX : (GREGORIAN_DAYS[month - 1] ?? 31);

export const monthNames = (calendar: Birthday['calendar'], words: Messages): readonly string[] =>
  calendar === 'lunar' ? words.birthday.lunarMonths : words.birthday.gregorianMonths;

export const dayName = (calendar: Birthday['calendar'], day: number, words: Messages): string =>
  calendar === 'lunar'
    ? (words.birthday.lunarDays[day - 1] ?? `${day}`)
    : words.birthday.gregorianDay(`${day}`);

/** 公历 5月20日 · 农历 八月十五. */
export function birthdayText({ calendar, month, day }: Birthday, words: Messages): string {
  const name = monthNames(calendar, words)[month - 1] ?? `${month}`;
  return words.birthday.of(words.birthday[calendar], name, dayName(calendar, day, words));
}
