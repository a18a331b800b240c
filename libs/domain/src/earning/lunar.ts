import { assert } from '../shared/assert';
import { daysFromCivil, type Day } from '../shared/calendar';

/** The lunar years that can be told. */
export const LUNAR_YEAR_MIN = 1900;
export const LUNAR_YEAR_MAX = 2100;

/**
 * The calendar as it was published (GB/T 33661-2017 and the almanacs before it), five hexadecimal digits a year from
 * 1900 on: bit n tells whether the year's month n, from 0 and counting a leap month where it stands, has 30 days and
 * not 29; from bit 13 on stands after which month the leap month follows, 0 for none. Why not `Intl`: decision 14.
 */
const YEARS = [
  '116d20075200ea50b64a0064b00a9b095560056a00b5905752007520db2500b2500a4b0b4ab002ad0056b04b6900da90fd92',
  '00e9200d250ba4d00a56002b6095b5006d400ea905e9200e920cd260052b00a570b2b600b5a006d406ec9007490f69300a93',
  '0052b0ca5b00aad0056a09b5500ba400b4905a9300a950f52d0053600aad0b5aa005b200da507d4a00d4a10a9500a9700556',
  '0cab500ad5006d208ea500ea50064a06c9700a9b0f55a0056a00b690b75200b5200b250964b00a4b114ab002ad0056d0cb69',
  '00da900d9209d2500d2515a4d00a56002b60c5b5006d500ea90be9200e9200d2606a5600a57114d60035a006d50b6c900749',
  '006930952b0052b00a5b0555a0056a0fb5500ba400b490ba9300a950052d08aad00ab5135aa005d200da50dd4a00d4a00c95',
  '0952e0055600ab5055b2006d20cea5007250064b0ac9700cab0055a06ad600b691775200b5200b250da4b00a4b004ab0a55b',
  '005ad00b6a05b5200d920fd2500d2500a550b4ad004b6005b506daa00ec911e9200e9200d260ca5600a57004d6086d500755',
  '0074906e93006930f52b0052b00a5b0b55a0056a00b650974a00b4a11a9500a950052d0caad00ab5005aa08ba500da500d4a',
  '07c9500c960f94e0055600ab50b5b2006d200ea508e4a0068b10c97004ab0055b0cad600b6a007520972500b4500a8b0549b',
  '004ab',
].join('');
const DIGITS_PER_YEAR = 5;
const LEAP_SHIFT = 13;
const FIRST_NEW_YEAR: Day = daysFromCivil(1900, 1, 31);

/** The new year of each lunar year, and the day after the last of them. */
const newYears = firstDays();

/**
 * The day on which an ordinary (not a leap) lunar month's day falls in a lunar year. The 30th of a month that has
 * only 29 falls on the 29th.
 */
export function dayOfLunar(year: number, month: number, dayOfMonth: number): Day {
  assert(
    year >= LUNAR_YEAR_MIN && year <= LUNAR_YEAR_MAX,
    'EARNING-6',
    'lunar years from 1900 to 2100 are known',
  );
  const leap = leapMonthOf(year);
  // The leap month stands behind its ordinary month, so only later ones are pushed back.
  const index = month - 1 + (leap > 0 && month > leap ? 1 : 0);
  let first = newYears[year - LUNAR_YEAR_MIN] as Day;
  for (let i = 0; i < index; i += 1) first += lengthOf(year, i);
  return first + Math.min(dayOfMonth, lengthOf(year, index)) - 1;
}

function firstDays(): Day[] {
  const days = [FIRST_NEW_YEAR];
  for (let year = LUNAR_YEAR_MIN; year <= LUNAR_YEAR_MAX; year += 1) {
    let next = days[days.length - 1] as Day;
    const months = leapMonthOf(year) > 0 ? 13 : 12;
    for (let i = 0; i < months; i += 1) next += lengthOf(year, i);
    days.push(next);
  }
  return days;
}

function bitsOf(year: number): number {
  const start = (year - LUNAR_YEAR_MIN) * DIGITS_PER_YEAR;
  return Number.parseInt(YEARS.slice(start, start + DIGITS_PER_YEAR), 16);
}

function leapMonthOf(year: number): number {
  return bitsOf(year) >> LEAP_SHIFT;
}

function lengthOf(year: number, index: number): number {
  return 29 + ((bitsOf(year) >> index) & 1);
}
