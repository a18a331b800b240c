import { lifecycle } from '../shared';

/** A gift that somebody set points aside for. */
export const giftOrderLifecycle = lifecycle({
  states: ['reserved', 'collected', 'cancelled', 'lapsed', 'returned'],
  moves: {
    collect: { from: ['reserved'], to: 'collected' },
    cancel: { from: ['reserved'], to: 'cancelled' },
    lapse: { from: ['reserved'], to: 'lapsed' },
    return: { from: ['collected'], to: 'returned' },
  },
});

/** Points on their way to a friend. */
export const transferLifecycle = lifecycle({
  states: ['waiting', 'accepted', 'cancelled', 'lapsed'],
  moves: {
    accept: { from: ['waiting'], to: 'accepted' },
    cancel: { from: ['waiting'], to: 'cancelled' },
    lapse: { from: ['waiting'], to: 'lapsed' },
  },
});
