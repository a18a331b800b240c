import type { orders as zh } from './words.zh';
import type { Translated } from '../../translated';
import { counted } from '../../ui/counted.shared';

export const orders: Translated<typeof zh> = {
  title: 'My orders',
  one: 'Order',
  empty: 'No orders yet',
  emptyHint:
    'Show your member code in a store, or order with the number you joined with: it will be listed here.',
  purchase: 'Purchase',
  andMore: (names: string) => `${names} and more`,
  separator: ', ',
  refunded: (money: string) => `${money} refunded`,
  earned: (points: string) => counted(points, 'point'),
  waiting: (points: string, day: string) => `${counted(points, 'point')} usable from ${day}`,
  paid: 'Paid',
  number: 'Order number',
  when: 'When',
  where: 'Where',
  lines: 'What you bought',
  item: 'Item',
  lineRefunded: (money: string) => `${money} of it refunded`,
  quantity: (count: number) => `× ${count}`,
  refunds: 'Refunds',
  net: 'Paid after refunds',
  points: 'Points of this order',
  got: 'Earned',
  gotHint: 'Less what refunds took back',
  stillWaiting: 'Waiting',
  usableFrom: 'Usable from',
  left: 'Left to use',
  until: 'Valid until',
  story: 'The whole story of these points',
  noPoints: 'This order earned no points',
};
