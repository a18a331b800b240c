import { z } from 'zod';
import { route } from './route';
import { InstantMs, page, PageQuery, Points, PublicId } from './shared.schemas';
import { RequestKey } from './spending.schemas';

export const AdjustmentState = z
  .enum(['waiting', 'posted', 'refused', 'withdrawn'])
  .meta({ id: 'AdjustmentState' });

export const AdjustmentAsset = z.enum(['points', 'guide_points', 'growth']).meta({ id: 'AdjustmentAsset' });

/** Points given or taken by hand: why, who asked, and who decided. */
export const Adjustment = z
  .strictObject({
    adjustmentId: PublicId,
    ownerKind: z.enum(['member', 'guide']),
    ownerId: PublicId,
    /** Nickname or name of the owner. */
    who: z.string().nullable(),
    asset: AdjustmentAsset,
    /** Above zero gives, below zero takes. */
    points: Points,
    /** First instant at which given points are expired; null: never. */
    expiresAtMs: InstantMs.nullable(),
    reason: z.string(),
    state: AdjustmentState,
    needsSecond: z.boolean(),
    requestedBy: z.string(),
    requestedAtMs: InstantMs,
    decidedBy: z.string().nullable(),
    decidedAtMs: InstantMs.nullable(),
    note: z.string().nullable(),
    /** What the caller may do now. */
    may: z.strictObject({ decide: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'Adjustment' });

export const AdjustmentSettings = z
  .strictObject({
    /** Up to this many points, given or taken, one person is enough. */
    limitPoints: z.int().min(0).max(1e12),
    /** Nobody gives or takes more at once. */
    maxPoints: z.int().min(1).max(1e12),
  })
  .meta({ id: 'AdjustmentSettings' });

const adjustmentParams = z.strictObject({ adjustmentId: PublicId });
const note = z.string().trim().max(200).default('');

export const adjustmentRoutes = {
  requestAdjustment: route({
    method: 'POST',
    path: '/operator/adjustments',
    access: 'operator:adjustments.request',
    summary: 'Give or take points by hand; above the limit it waits for a second person',
    body: z.strictObject({
      key: RequestKey,
      /** A customer (`cus_…`) or a guide (`gde_…`). */
      ownerId: PublicId,
      asset: AdjustmentAsset,
      points: Points,
      expiresAtMs: InstantMs.nullable().default(null),
      reason: z.string().trim().min(1).max(200),
    }),
    reply: Adjustment,
    errors: [
      'CUSTOMER_UNKNOWN',
      'GUIDE_UNKNOWN',
      'IDEMPOTENCY_KEY_REUSED',
      'ADJUSTMENT_ASSET_WRONG',
      'ADJUSTMENT_TOO_LARGE',
      'ADJUSTMENT_EXPIRY_PAST',
      'POINTS_INSUFFICIENT',
    ],
  }),
  adjustments: route({
    method: 'GET',
    path: '/operator/adjustments',
    access: 'operator:ledger.read',
    summary: 'Adjustments, newest first',
    query: PageQuery.extend({ state: AdjustmentState.optional(), ownerId: PublicId.optional() }),
    reply: page(Adjustment),
    errors: [],
  }),
  adjustment: route({
    method: 'GET',
    path: '/operator/adjustments/:adjustmentId',
    access: 'operator:ledger.read',
    summary: 'One adjustment',
    params: adjustmentParams,
    reply: Adjustment,
    errors: ['ADJUSTMENT_UNKNOWN'],
  }),
  approveAdjustment: route({
    method: 'POST',
    path: '/operator/adjustments/:adjustmentId/approve',
    access: 'operator:adjustments.approve',
    summary: 'Approve and post; never by whoever asked for it',
    params: adjustmentParams,
    body: z.strictObject({ note }),
    reply: Adjustment,
    errors: [
      'ADJUSTMENT_UNKNOWN',
      'ADJUSTMENT_SECOND_PERSON',
      'ADJUSTMENT_DECIDED',
      'ADJUSTMENT_EXPIRY_PAST',
      'POINTS_INSUFFICIENT',
    ],
  }),
  refuseAdjustment: route({
    method: 'POST',
    path: '/operator/adjustments/:adjustmentId/refuse',
    access: 'operator:adjustments.approve',
    summary: 'Refuse, with a note',
    params: adjustmentParams,
    body: z.strictObject({ note }),
    reply: Adjustment,
    errors: ['ADJUSTMENT_UNKNOWN', 'ADJUSTMENT_SECOND_PERSON', 'ADJUSTMENT_DECIDED'],
  }),
  withdrawAdjustment: route({
    method: 'POST',
    path: '/operator/adjustments/:adjustmentId/withdraw',
    access: 'operator:adjustments.request',
    summary: 'Take a waiting request back; only by whoever asked for it',
    params: adjustmentParams,
    body: z.strictObject({}),
    reply: Adjustment,
    errors: ['ADJUSTMENT_UNKNOWN', 'ADJUSTMENT_DECIDED'],
  }),
  adjustmentSettings: route({
    method: 'GET',
    path: '/operator/adjustment-settings',
    access: 'operator:ledger.read',
    summary: 'From how many points a second person is needed',
    reply: AdjustmentSettings,
    errors: [],
  }),
  changeAdjustmentSettings: route({
    method: 'PUT',
    path: '/operator/adjustment-settings',
    access: 'operator:adjustments.approve',
    summary: 'Change the limits of adjustments',
    body: AdjustmentSettings,
    reply: AdjustmentSettings,
    errors: [],
  }),
};
