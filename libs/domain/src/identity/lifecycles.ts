import { lifecycle } from '../shared';

/** Two customers made one; what waits for a person in review is not decided on here. */
export const mergeLifecycle = lifecycle({
  states: ['done', 'review', 'undone'],
  starts: ['done', 'review'],
  moves: { undo: { from: ['done'], to: 'undone' } },
});
