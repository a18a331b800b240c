import { lifecycle } from '../shared';

/** One thing done to many people. A worker that dies leaves it in its state, and the next one goes on. */
export const bulkLifecycle = lifecycle({
  states: ['collecting', 'ready', 'waiting', 'running', 'done', 'undoing', 'undone', 'discarded', 'failed'],
  moves: {
    offer: { from: ['collecting'], to: 'ready' },
    confirm: { from: ['ready'], to: 'running' },
    ask: { from: ['ready'], to: 'waiting' },
    approve: { from: ['waiting'], to: 'running' },
    discard: { from: ['collecting', 'ready', 'waiting'], to: 'discarded' },
    finish: { from: ['running'], to: 'done' },
    undo: { from: ['done'], to: 'undoing' },
    undone: { from: ['undoing'], to: 'undone' },
    fail: { from: ['collecting', 'running', 'undoing'], to: 'failed' },
  },
});
