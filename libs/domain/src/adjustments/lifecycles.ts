import { lifecycle } from '../shared';

/** Points given or taken by hand. Within the limit it begins where an approval leads to. */
export const adjustmentLifecycle = lifecycle({
  states: ['waiting', 'posted', 'refused', 'withdrawn'],
  starts: ['waiting', 'posted'],
  moves: {
    approve: { from: ['waiting'], to: 'posted' },
    refuse: { from: ['waiting'], to: 'refused' },
    withdraw: { from: ['waiting'], to: 'withdrawn' },
  },
});
