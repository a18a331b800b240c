import { counted } from '../../ui/counted.shared';
import type { Translated } from '../../translated';
import type * as zh from './words.zh';

export const customers: Translated<typeof zh.customers> = {
  title: 'My customers',
  hint: 'Latest contact first, with search and filters',
  search: 'Name, or last 4 digits',
  find: 'Find',
  clear: 'Clear',
  filters: 'Filters',
  gift: 'Gift waiting',
  expiring: 'Points expiring',
  birthday: 'Birthday this month',
  notBought: (days) => `Nothing for ${days} days`,
  level: 'Tier',
  contact: (when) => `Last contact ${when}`,
  none: 'No customers yet',
  noneHint: 'Whoever’s member code you scan stays here.',
  noneFound: 'Nobody found',
  noneFoundHint: 'Try something else. Of a mobile number, type the last four digits or all of it.',
  more: 'Look further',
  worth: 'Good to know',
  giftWaiting: (names) => `Gift waiting: ${names}`,
  giftUntil: (date) => `Collect by ${date}`,
  birthdayOn: (date) => `Birthday ${date}`,
  birthdayLunar: 'By the lunar calendar: this year’s day',
  birthdayHint: 'There are treats in the month: say happy birthday',
  points: (points) => `${counted(points, 'point')} about to expire`,
  pointsUntil: (date) => `Good until ${date}`,
  expiringTag: (points, date) => `${counted(points, 'point')} until ${date}`,
  bought: (money) => `Last purchase ${money}`,
  itemOf: (item, pieces) => `${item}, ${counted(pieces, 'piece')} in all`,
  pieces: (pieces) => counted(pieces, 'piece'),
  refunded: (money) => `${money} refunded`,
};

/** The guide's own code. */
export const myCode: Translated<typeof zh.myCode> = {
  title: 'My code',
  hint: 'Who joins by it is your customer',
  what: 'Let customers scan it with WeChat. You look after who joins by it; members who have a guide keep theirs. Press and hold the picture to save it.',
  meanwhile:
    'The code stays the same: come back for the picture later, or send customers the page, which does as much.',
  share: 'Send to a customer',
  copied: 'Link copied, to be sent to the customer',
};

/** How the guide's customers reach them in WeCom. */
export const myContact: Translated<typeof zh.myContact> = {
  title: 'My WeCom',
  hint: 'Customers add you from “My guide”',
  none: 'Not set yet',
  what: 'Once it is set, your customers see your code under “My guide” and add you by pressing and holding it.',
  shown: 'The customers you look after see it under “My guide”.',
  how: 'Open your code under “contact me” in WeCom and scan it, or paste the link inside it below.',
  code: 'Your WeCom code',
  field: 'https://work.weixin.qq.com/…',
  scan: 'Scan the code, or choose a picture of it',
  set: 'Set it',
  change: 'Change',
  save: 'Save',
  saved: 'Saved: customers see it from now on',
  remove: 'Remove',
  removed: 'Removed',
  removeTitle: 'Remove your WeCom?',
  removeWhat:
    'Customers no longer see your code under “My guide”. Whoever added you keeps you, and you can set it again.',
  by: {
    guide: (when) => `Set by you ${when}`,
    operator: (when) => `Set by the brand ${when}`,
  },
};
