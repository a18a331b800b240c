import { DAY_MS } from '../shared/calendar';

/** Which points each kind of owner has. */
const ASSETS_OF: Readonly<Record<'member' | 'guide', readonly string[]>> = {
  member: ['points', 'growth'],
  guide: ['guide_points'],
};

export interface AdjustmentAsk {
  readonly ownerKind: 'member' | 'guide';
  readonly asset: string;
  /** Above zero gives, below zero takes. */
  readonly points: number;
  readonly expiresAtMs: number;
}

/** Why points cannot be given or taken by hand; null when they can, if there are enough of them. */
export function adjustmentFault(
  { ownerKind, asset, points, expiresAtMs }: AdjustmentAsk,
  maxPoints: number,
  nowMs: number,
) {
  if (!ASSETS_OF[ownerKind].includes(asset)) return { code: 'ADJUSTMENT_ASSET_WRONG' } as const;
  if (Math.abs(points) > maxPoints) return { code: 'ADJUSTMENT_TOO_LARGE', maxPoints } as const;
  if (points > 0 && expiresAtMs <= nowMs) return { code: 'ADJUSTMENT_EXPIRY_PAST' } as const;
  return null;
}

/** Points that one operator moves alone add up over this long: a limit that is met in slices is none. */
export const ALONE_MS = DAY_MS;

/**
 * Whether a second person has to agree (ADJUSTMENTS-1).
 *
 * @param alone points that the same operator moved with nobody else within `ALONE_MS`: of the same owner, or by files, or by
 *   bulk acts, like those that are asked about
 */
export const adjustmentNeedsSecond = (points: number, alone: number, limitPoints: number): boolean =>
  Math.abs(points) + alone > limitPoints;
