import { z } from 'zod';
import { Fen, InstantMs, Points, PointsAsked } from '../shared/schemas';

export const PointsHold = z
  .strictObject({
    key: z.string(),
    state: z.enum(['open', 'captured', 'released', 'lapsed']),
    orderKey: z.string(),
    store: z.string().nullable(),
    points: Points,
    /** What the held points are worth, by the rate when they were held. */
    worthFen: Fen,
    captured: Points,
    capturedWorthFen: Fen,
    restored: Points,
    restoredWorthFen: Fen,
    expiresAtMs: InstantMs,
  })
  .meta({ id: 'PointsHold' });

/** How many points an order may be paid with. `pointsMax` is 0 when `reason` says why. */
export const PointsQuote = z
  .strictObject({
    orderFen: Fen,
    pointsAvailable: Points,
    pointsMin: Points,
    pointsStep: Points,
    pointsMax: Points,
    worthMaxFen: Fen,
    fenPer100Points: z.int(),
    reason: z.enum(['disabled', 'debt', 'order_too_small', 'points_too_few']).nullable(),
  })
  .meta({ id: 'PointsQuote' });

export const OrderPointsRules = z
  .strictObject({
    enabled: z.boolean(),
    /** What 100 points are worth in an order, in fen. */
    fenPer100Points: z.int().min(1).max(1_000_000),
    minPoints: PointsAsked,
    stepPoints: PointsAsked,
    /** Share of an order's amount that may be paid with points. */
    maxPercent: z.int().min(1).max(100),
    /** How long an order may hold points before they lapse back. */
    holdMinutes: z.int().min(1).max(43_200),
  })
  .meta({ id: 'OrderPointsRules' });
