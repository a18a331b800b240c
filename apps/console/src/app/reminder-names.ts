import type { ReplyOf } from '@liuliang/contract/client';
import type { Text } from './feature';

type Purpose = ReplyOf<'reminderTotals'>['totals'][number]['purpose'];

/** What WeChat may tell a member about. */
export const reminderNames: Readonly<Record<Purpose, Text>> = {
  'gift-ready': { zh: '礼品可以领取', en: 'Gift ready to collect' },
  'gift-expiring': { zh: '礼品快过领取时间', en: 'Gift about to lapse' },
  'points-arrived': { zh: '积分到账', en: 'Points arrived' },
  'tier-changed': { zh: '等级变化', en: 'Level changed' },
  'transfer-claimed': { zh: '送出的积分被领走', en: 'Points given were claimed' },
};
