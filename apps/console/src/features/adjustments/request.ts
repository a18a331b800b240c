import {
  expiryOf,
  pointsFaults,
  pointsOf,
  type PointsFault,
  type TypedPoints,
} from '../../app/points-by-hand';

/** What is typed into the form of a new adjustment. */
export interface Draft extends TypedPoints {
  readonly owner: string;
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

export type DraftFault = 'owner' | PointsFault | 'reason';

/** What keeps a draft from being sent. */
export function faultsOf(draft: Draft): ReadonlySet<DraftFault> {
  const faults = new Set<DraftFault>();
  if (!/^(cus|gde)_[0-9A-Za-z]{1,24}$/.test(draft.owner.trim())) faults.add('owner');
  for (const fault of pointsFaults(draft)) faults.add(fault);
  if (draft.reason.trim() === '') faults.add('reason');
  return faults;
}

/** The body of the request. */
export const bodyOf = (draft: Draft, key: string, timeZone: string) => ({
  key,
  ownerId: draft.owner.trim(),
  asset: draft.asset,
  points: pointsOf(draft) ?? 0,
  expiresAtMs: expiryOf(draft, timeZone),
  reason: draft.reason.trim(),
});
