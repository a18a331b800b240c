import { z } from 'zod';
import { route } from '../route';
import { command } from '../shared/shapes';
import { LimitChange, PublishingSettings } from './schemas';

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
  publishingSettings: route({
    method: 'GET',
    path: '/operator/publishing-settings',
    access: 'operator:limits.read',
    summary: 'What may be published by one person alone, and what needs a second one',
    reply: PublishingSettings,
    errors: [],
  }),
  changePublishingSettings: route({
    method: 'PUT',
    path: '/operator/publishing-settings',
    access: 'operator:limits.approve',
    summary:
      'Ask for a second person at once, or let one be enough: that waits for a second owner and a pause',
    body: PublishingSettings,
    /** What is in force now. */
    reply: PublishingSettings,
    errors: ['LIMIT_CHANGE_OPEN', 'LIMIT_SECOND_MISSING', 'PUBLISHING_SECOND_MISSING'],
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
