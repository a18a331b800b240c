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
