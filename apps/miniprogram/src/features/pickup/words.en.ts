import type { Translated } from '../../translated';
import type { pickup as zhPickup } from './words.zh';

export const pickup: Translated<typeof zhPickup> = {
  title: 'Hand over a gift',
  hint: 'Scan the member’s pickup code, or type the letters and digits below it',
  scan: 'Scan a pickup code',
  type: 'Type a pickup code',
  placeholder: 'Pickup code',
  check: 'Look up',
  whyFailed: {
    PICKUP_CODE_UNKNOWN: 'Check the code, or ask the member to open “My gifts” again.',
    GIFT_PICKUP_OWN: 'Ask a colleague to hand over your own gift.',
    GIFT_ORDER_LAPSED: 'The points are back; the member can reserve again.',
    GIFT_ORDER_SETTLED: 'It was collected or cancelled before.',
  },
  previewTitle: 'Check, then hand it over',
  who: 'For',
  anonymous: 'No nickname',
  guide: 'Guide',
  gift: 'Gift',
  points: 'Points to use',
  cash: 'Paid in store',
  state: 'State',
  until: 'Collect by',
  what: 'Points are used at once and it can no longer be cancelled. Hand the gift over first.',
  whatCash: (money) => `Take ${money} first, then hand it over. Points are used at once, for good.`,
  confirm: 'Handed over',
  receiptTitle: 'Done',
  receiptLead: 'The gift is handed over',
  at: 'At',
  next: 'Next gift',
};
