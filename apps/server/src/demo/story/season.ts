import { formatDay, type Day } from '@liuliang/domain';
import type { Chance } from './chance';

/** A stretch of the year in which people buy more; percent on top of an ordinary day. */
interface Season {
  /** `06-01`, month and day, both included. */
  readonly from: string;
  readonly to: string;
  readonly online: number;
  readonly stores: number;
  /** What the advertisements of these days are for. */
  readonly campaign: string;
}

/** Later lines are on top of earlier ones: 双11 itself is inside its own presale. */
const seasons: readonly Season[] = [
  { from: '03-10', to: '04-30', online: 25, stores: 40, campaign: '春日徒步季' },
  { from: '05-01', to: '05-05', online: 10, stores: 140, campaign: '五一出发' },
  { from: '06-01', to: '06-15', online: 80, stores: 20, campaign: '618 预热' },
  { from: '06-16', to: '06-18', online: 320, stores: 60, campaign: '618 会场' },
  { from: '09-15', to: '10-20', online: 20, stores: 35, campaign: '秋山新品' },
  { from: '10-01', to: '10-07', online: 10, stores: 150, campaign: '国庆在路上' },
  { from: '10-24', to: '11-09', online: 110, stores: 25, campaign: '双11 预售' },
  { from: '11-10', to: '11-11', online: 420, stores: 80, campaign: '双11 会场' },
  { from: '12-10', to: '12-12', online: 130, stores: 20, campaign: '双12 返场' },
];
const EVERYDAY_CAMPAIGN = '山海日常';
const WEEKEND = { online: 25, stores: 110 };
/** More than any day's sum: what `busyDay` draws against. */
const BUSIEST = 700;
const TRIES = 24;
/** From here on a day is one that shops prepare for all year. */
const FESTIVAL = 400;
const seasonsByDay = new Map<Day, readonly Season[]>();

function seasonsOn(day: Day): readonly Season[] {
  const known = seasonsByDay.get(day);
  if (known) return known;
  const date = formatDay(day).slice('2020-'.length);
  const found = seasons.filter(({ from, to }) => from <= date && date <= to);
  seasonsByDay.set(day, found);
  return found;
}

/** 1970-01-01 was a Thursday. */
const isWeekend = (day: Day): boolean => (day + 4) % 7 === 0 || (day + 4) % 7 === 6;

/** How lively a day is; 100 is an ordinary Wednesday. */
export function liveliness(day: Day, place: 'online' | 'stores'): number {
  const extra = seasonsOn(day).reduce((sum, season) => sum + season[place], 0);
  return 100 + extra + (isWeekend(day) ? WEEKEND[place] : 0);
}

/** A day from `from` to `to`, lively ones more often. */
export function busyDay(chance: Chance, from: Day, to: Day, place: 'online' | 'stores'): Day {
  for (let i = 0; i < TRIES; i += 1) {
    const day = chance.between([from, to]);
    if (chance.below(BUSIEST) < liveliness(day, place)) return day;
  }
  return chance.between([from, to]);
}

/** The big online festivals within a stretch of days, each from its first day to its last. */
export function festivalsWithin(from: Day, to: Day): (readonly [first: Day, last: Day])[] {
  const festivals: [Day, Day][] = [];
  for (let day = from; day <= to; day += 1) {
    if (liveliness(day, 'online') < FESTIVAL) continue;
    const latest = festivals.at(-1);
    if (latest && latest[1] === day - 1) latest[1] = day;
    else festivals.push([day, day]);
  }
  return festivals;
}

/** What is advertised on a day. */
export function campaignOn(day: Day): string {
  return seasonsOn(day).at(-1)?.campaign ?? EVERYDAY_CAMPAIGN;
}

/** Percent of the price that festival shoppers pay. */
export function pricePercentOn(day: Day, place: 'online' | 'stores'): number {
  return liveliness(day, place) >= FESTIVAL ? 85 : 100;
}
