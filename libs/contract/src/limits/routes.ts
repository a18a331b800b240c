import { z } from 'zod';
import { route } from '../route';
import { command } from '../shared/shapes';
import { LimitChange } from './schemas';

export const routes = {
  limitChanges: route({
    method: 'GET',
    path: '/operator/limit-changes',
    access: 'operator:limits.read',
    summary: 'Changes of two-person limits under way, and what became of them in the last seven days',
    reply: z.strictObject({
      /** How long a change waits after it was approved, ms. */
      pauseMs: z.int(),
      items: z.array(LimitChange),
    }),
    errors: [],
  }),
  approveLimitChange: command('operator:limits.approve', '/operator/limit-changes/:limitChangeId/approve', {
    summary: 'Agree to a looser limit, which counts after a pause; never by whoever asked for it',
    body: z.strictObject({ confirm: z.literal('APPROVE') }),
    reply: LimitChange,
    errors: ['LIMIT_CHANGE_UNKNOWN', 'LIMIT_SECOND_PERSON', 'LIMIT_CHANGE_DECIDED'],
  }),
  withdrawLimitChange: command('operator:limits.approve', '/operator/limit-changes/:limitChangeId/withdraw', {
    summary: 'Take a looser limit back before it counts; by any owner',
    body: z.strictObject({}),
    reply: LimitChange,
    errors: ['LIMIT_CHANGE_UNKNOWN', 'LIMIT_CHANGE_DECIDED'],
  }),
};
