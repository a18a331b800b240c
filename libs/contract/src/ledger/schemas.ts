import { z } from 'zod';
import { InstantMs, Points, PublicId } from '../shared/schemas';

/** The programmes an owner can have points in. `growth` decides tiers and can neither expire nor be spent. */
export const PointsAsset = z.enum(['points', 'guide_points', 'growth']).meta({ id: 'PointsAsset' });

/** What points came from or went to, as data: the screens have the words. */
export const PointsReason = z
  .strictObject({
    /** `hold` is points reserved or used, `purpose` says for what. */
    about: z.enum([
      'order',
      'refund',
      'event',
      'gift',
      'tier',
      'transfer',
      'exchange',
      'payout',
      'merge',
      'opening',
      'adjustment',
      'hold',
    ]),
    /** What a hold was for: order, gift, transfer, exchange, payout. */
    purpose: z.string().nullable(),
    /** The seller's order number. */
    orderId: z.string().nullable(),
    amountFen: z.int().nullable(),
    channel: z.string().nullable(),
    store: z.string().nullable(),
    /** Which version of the earning rules gave the points: `v3`. */
    rule: z.string().nullable(),
    /** The sum behind the points as its rule wrote it down; see the earning rules for the fields. */
    explanation: z.record(z.string(), z.unknown()),
    /** When the brand heard of an order, refund or activity that came days after it happened; null where it came in time. */
    heardAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'PointsReason' });

/**
 * Why a member's points changed. `spend` took them for something, `return` gave them back, `settle` put right what a
 * fact changed that came later than its time.
 */
export const pointsItemKinds = [
  'earn',
  'activate',
  'spend',
  'return',
  'clawback',
  'expire',
  'transfer',
  'merge',
  'opening',
  'adjustment',
  'settle',
] as const;

/** One line of the points history: a change of what is available. */
export const PointsItem = z
  .strictObject({
    id: PublicId,
    kind: z.enum(pointsItemKinds),
    points: Points,
    balanceAfter: Points,
    occurredAtMs: InstantMs,
    reason: PointsReason,
  })
  .meta({ id: 'PointsItem' });
