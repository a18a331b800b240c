import { lifecycle } from '../shared';

/** What a party is owed for a month; while it is a draft only the transaction that closes it has seen it. */
export const statementLifecycle = lifecycle({
  states: ['draft', 'closed', 'paid'],
  moves: {
    close: { from: ['draft'], to: 'closed' },
    pay: { from: ['closed'], to: 'paid' },
  },
});

/** Guide points on their way to being money. Only what was never sent can end without WeChat having said so. */
export const payoutLifecycle = lifecycle({
  states: ['requested', 'sent', 'unknown', 'awaiting_claim', 'paid', 'failed', 'cancelled'],
  moves: {
    send: { from: ['requested'], to: 'sent' },
    work: { from: ['unknown', 'awaiting_claim'], to: 'sent' },
    lose: { from: ['sent', 'awaiting_claim'], to: 'unknown' },
    offer: { from: ['sent', 'unknown'], to: 'awaiting_claim' },
    pay: { from: ['sent', 'unknown', 'awaiting_claim'], to: 'paid' },
    fail: { from: ['sent', 'unknown', 'awaiting_claim'], to: 'failed' },
    cancel: { from: ['requested', 'sent', 'unknown', 'awaiting_claim'], to: 'cancelled' },
  },
});
