import { ReminderTemplates } from '@liuliang/contract';
import { settings } from '../../platform/areas';

/** Templates of WeChat by purpose; empty: members are not asked about it, and nothing else changes. */
export const reminderTemplates = settings('reminders', ReminderTemplates, {
  'gift-ready': '',
  'gift-expiring': '',
  'points-arrived': '',
  'tier-changed': '',
  'transfer-claimed': '',
});
