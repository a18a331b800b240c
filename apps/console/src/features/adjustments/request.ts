import { addDays, isDay } from '../../ui/days';
import { wholeNumbers } from '../../ui/typed-number';
import { instantOfWall } from '../../ui/zone';

/** What is typed into the form of a new adjustment. */
export interface Draft {
  readonly owner: string;
  readonly asset: 'points' | 'guide_points' | 'growth';
  /** As it was typed. */
  readonly points: string;
  /** YYYY-MM-DD, or '' for never. */
  readonly lastDay: string;
  /** Something was typed for the day that is no day: the browser keeps it to itself. */
  readonly isDayFaulty: boolean;
  readonly reason: string;
}

export const emptyDraft: Draft = {
  owner: '',
  asset: 'points',
  points: '',
  lastDay: '',
  isDayFaulty: false,
  reason: '',
};

/** The number that was typed, also with separators and a sign of either kind; null for anything else. */
export const pointsOf = ({ points }: Pick<Draft, 'points'>): number | null =>
  wholeNumbers.valueOf(
    points
      .trim()
      .replace(/^[−－]/, '-')
      .replace(/^[+＋]/, ''),
  );

export type DraftFault = 'owner' | 'points' | 'lastDay' | 'reason';

/** What keeps a draft from being sent. */
export function faultsOf(draft: Draft): ReadonlySet<DraftFault> {
  const { owner, lastDay, isDayFaulty, reason } = draft;
  const points = pointsOf(draft);
  const faults = new Set<DraftFault>();
  if (!/^(cus|gde)_[0-9A-Za-z]{1,24}$/.test(owner.trim())) faults.add('owner');
  if (points === null || points === 0 || !Number.isSafeInteger(points)) faults.add('points');
  if (isDayFaulty || (lastDay !== '' && !isDay(lastDay))) faults.add('lastDay');
  if (reason.trim() === '') faults.add('reason');
  return faults;
}

/** The body of the request. Points given are valid until the end of their last day in the brand's zone. */
export function bodyOf(draft: Draft, key: string, timeZone: string) {
  const points = pointsOf(draft) ?? 0;
  const gives = points > 0 && draft.asset !== 'growth';
  return {
    key,
    ownerId: draft.owner.trim(),
    asset: draft.asset,
    points,
    expiresAtMs:
      gives && draft.lastDay ? instantOfWall(`${addDays(draft.lastDay, 1)}T00:00`, timeZone) : null,
    reason: draft.reason.trim(),
  };
}
