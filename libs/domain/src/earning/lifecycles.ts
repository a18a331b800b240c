import { lifecycle } from '../shared';

/** What looks like a guide rewarding himself, until a person has judged it. */
export const rewardFlagLifecycle = lifecycle({
  states: ['open', 'dismissed', 'confirmed'],
  moves: {
    dismiss: { from: ['open'], to: 'dismissed' },
    confirm: { from: ['open'], to: 'confirmed' },
  },
});

/** Rules tried on past orders. A run whose worker died starts over and stays what it is. */
export const backTestLifecycle = lifecycle({
  states: ['running', 'done', 'failed'],
  moves: {
    finish: { from: ['running'], to: 'done' },
    fail: { from: ['running'], to: 'failed' },
  },
});
