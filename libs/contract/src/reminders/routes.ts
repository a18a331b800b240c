import { z } from 'zod';
import { route } from '../route';
import { keyCodes } from '../shared/codes';
import { InstantMs, RequestKey } from '../shared/schemas';
import { one } from '../shared/shapes';
import { promptAnswers, Reminders, ReminderTemplates, ReminderTotals } from './schemas';

/** WeChat signs what it asks; every field is its own. */
const pushQuery = z.object({
  signature: z.string().max(64),
  timestamp: z.string().max(16),
  nonce: z.string().max(64),
});

export const routes = {
  myReminders: route({
    method: 'GET',
    path: '/members/me/reminders',
    access: 'member',
    summary: 'What WeChat may still tell me, by purpose',
    reply: Reminders,
    errors: [],
  }),
  answerReminders: route({
    method: 'POST',
    path: '/members/me/reminders/answers',
    access: 'member',
    summary: 'What I answered when WeChat asked; the same key again is the same answer',
    body: z.strictObject({
      key: RequestKey,
      /** By the clock of the server, as the phone knows it. */
      answeredAtMs: InstantMs,
      answers: z
        .array(
          z.strictObject({
            templateId: z.string().regex(/^[\w-]{1,64}$/),
            answer: z.enum(promptAnswers),
            /** WeChat was told to keep this answer. */
            isKept: z.boolean(),
          }),
        )
        .min(1)
        // WeChat asks about five templates at most.
        .max(5),
    }),
    reply: Reminders,
    errors: ['REMINDER_UNKNOWN', ...keyCodes],
  }),
  silenceReminders: route({
    method: 'POST',
    path: '/members/me/reminders/silence',
    access: 'member',
    summary: 'Never be asked again, or be asked again',
    body: z.strictObject({ isSilent: z.boolean() }),
    reply: Reminders,
    errors: [],
  }),
  checkWechatPush: route({
    method: 'GET',
    path: '/wechat/push',
    access: 'public',
    summary: 'WeChat asks whether this address is ours; answered by its own word',
    query: pushQuery.extend({ echostr: z.string().max(256) }),
    reply: z.string(),
    errors: ['PUSH_NOT_SET_UP', 'PUSH_UNSIGNED'],
    wire: 'download',
  }),
  takeWechatPush: route({
    method: 'POST',
    path: '/wechat/push',
    access: 'public',
    summary: 'What WeChat tells of its own accord, signed, as JSON, plain or sealed',
    query: pushQuery.extend({
      openid: z.string().max(128).optional(),
      encrypt_type: z.string().max(8).optional(),
      msg_signature: z.string().max(64).optional(),
    }),
    body: z.looseObject({}),
    reply: z.string(),
    errors: ['PUSH_NOT_SET_UP', 'PUSH_UNSIGNED'],
    wire: 'download',
  }),
  reminderTotals: route({
    method: 'GET',
    path: '/operator/reminders',
    access: 'operator:reminders.read',
    summary: 'Templates by purpose, and how many messages members still take',
    reply: ReminderTotals,
    errors: [],
  }),
  changeReminderTemplates: route({
    method: 'PUT',
    path: '/operator/reminders',
    access: 'operator:reminders.write',
    summary: 'Say which template of WeChat stands for which purpose',
    body: ReminderTemplates,
    reply: ReminderTotals,
    errors: [],
  }),
  customerReminders: one('operator:reminders.read', '/operator/customers/:customerId/reminders', {
    summary: 'How many messages one customer still takes, by purpose',
    reply: Reminders,
    errors: ['CUSTOMER_UNKNOWN'],
  }),
};
