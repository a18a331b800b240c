import { addDays, isDay } from '../ui/days';
import { wholeNumbers } from '../ui/typed-number';
import { instantOfWall } from '../ui/zone';

/** Points that an operator gives or takes by hand, as they are typed. */
export interface TypedPoints {
  readonly asset: 'points' | 'guide_points' | 'growth';
  /** As it was typed. */
  readonly points: string;
  /** YYYY-MM-DD, or '' for never. */
  readonly lastDay: string;
  /** Something was typed for the day that is no day: the browser keeps it to itself. */
  readonly isDayFaulty: boolean;
}

/** The number that was typed, also with separators and a sign of either kind; null for anything else. */
export const pointsOf = ({ points }: Pick<TypedPoints, 'points'>): number | null =>
  wholeNumbers.valueOf(
    points
      .trim()
      .replace(/^[−－]/, '-')
      .replace(/^[+＋]/, ''),
  );

export type PointsFault = 'points' | 'lastDay';

/** What keeps them from being sent. */
export function pointsFaults(typed: TypedPoints): readonly PointsFault[] {
  const { lastDay, isDayFaulty } = typed;
  const points = pointsOf(typed);
  const faults: PointsFault[] = [];
  if (points === null || points === 0 || !Number.isSafeInteger(points)) faults.push('points');
  if (mayEnd(typed) && (isDayFaulty || (lastDay !== '' && !isDay(lastDay)))) faults.push('lastDay');
  return faults;
}

/** Whether they may end: growth never does, and what is taken has ends of its own. */
export const mayEnd = (typed: Pick<TypedPoints, 'asset' | 'points'>): boolean =>
  typed.asset !== 'growth' && (pointsOf(typed) ?? 0) >= 0;

/** When points that are given end: with their last day in the brand's zone; null for never, and of points that are taken. */
export function expiryOf(typed: TypedPoints, timeZone: string): number | null {
  const isGiven = mayEnd(typed) && (pointsOf(typed) ?? 0) > 0;
  return isGiven && typed.lastDay ? instantOfWall(`${addDays(typed.lastDay, 1)}T00:00`, timeZone) : null;
}
