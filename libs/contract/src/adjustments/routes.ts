import { z } from 'zod';
import { route } from '../route';
import { keyCodes } from '../shared/codes';
import { eitherEnd, InstantMs, Points, PublicId, RequestKey } from '../shared/schemas';
import { command, one, pages } from '../shared/shapes';
import { Adjustment, AdjustmentAsset, AdjustmentSettings, AdjustmentState } from './schemas';

const note = z.string().trim().max(200).default('');

export const routes = {
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
      ...keyCodes,
      'ADJUSTMENT_ASSET_WRONG',
      'ADJUSTMENT_TOO_LARGE',
      'ADJUSTMENT_EXPIRY_PAST',
      'POINTS_INSUFFICIENT',
    ],
  }),
  adjustments: pages('operator:ledger.read', '/operator/adjustments', {
    summary: 'Adjustments, newest first',
    filters: { ...eitherEnd, state: AdjustmentState.optional(), ownerId: PublicId.optional() },
    of: Adjustment,
  }),
  adjustment: one('operator:ledger.read', '/operator/adjustments/:adjustmentId', {
    summary: 'One adjustment',
    reply: Adjustment,
    errors: ['ADJUSTMENT_UNKNOWN'],
  }),
  approveAdjustment: command('operator:adjustments.approve', '/operator/adjustments/:adjustmentId/approve', {
    summary: 'Approve and post; never by whoever asked for it',
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
  refuseAdjustment: command('operator:adjustments.approve', '/operator/adjustments/:adjustmentId/refuse', {
    summary: 'Refuse, with a note',
    body: z.strictObject({ note }),
    reply: Adjustment,
    errors: ['ADJUSTMENT_UNKNOWN', 'ADJUSTMENT_SECOND_PERSON', 'ADJUSTMENT_DECIDED'],
  }),
  withdrawAdjustment: command(
    'operator:adjustments.request',
    '/operator/adjustments/:adjustmentId/withdraw',
    {
      summary: 'Take a waiting request back; only by whoever asked for it',
      body: z.strictObject({}),
      reply: Adjustment,
      errors: ['ADJUSTMENT_UNKNOWN', 'ADJUSTMENT_DECIDED'],
    },
  ),
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
    summary: 'Change the limits of adjustments; a looser one waits for a second owner and a pause',
    body: AdjustmentSettings,
    /** What is in force now. */
    reply: AdjustmentSettings,
    errors: ['LIMIT_CHANGE_OPEN', 'LIMIT_SECOND_MISSING'],
  }),
};
