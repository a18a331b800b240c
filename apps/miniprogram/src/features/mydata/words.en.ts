import type { birthday as zh, leaving as zhLeaving } from './words.zh';
import type { Translated } from '../../translated';

const ordinal = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${index + 1}`);

export const birthday: Translated<typeof zh> = {
  title: 'Birthday',
  none: 'Not told yet; there is a gift on the day',
  gregorian: 'Gregorian',
  lunar: 'Lunar',
  month: 'Month',
  day: 'Day',
  of: (calendar, month, day) => `${day} ${month} (${calendar})`,
  gregorianDay: (day) => day,
  gregorianMonths: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  lunarMonths: ordinal(12).map((month) => `M${month}`),
  lunarDays: ordinal(30),
  what: 'We keep the month and the day, never the year, to give you more points and a gift; your guide sees it as long as you take news and offers. It can be changed once a year, so please check it.',
  lunarHint: 'In a year without this day, the day before counts.',
  save: 'Save',
  saved: 'Birthday saved',
  changeableFrom: (day) => `Can be changed from ${day}`,
  forget: 'Forget my birthday',
  forgetWhat: 'There will be no birthday gift. Telling it again still counts as the change of the year.',
  forgetConfirm: 'Forget it',
  forgotten: 'Forgotten',
  keep: 'Keep it',
};

export const leaving: Translated<typeof zhLeaving> = {
  title: 'You would lose',
  tier: 'Tier',
  available: 'Points to use',
  pending: 'Pending points',
  held: 'Points on hold',
  gifts: 'Gifts to collect',
};
