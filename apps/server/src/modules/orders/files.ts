import { routes } from '@liuliang/contract';
import { inFiles, instant, word, yuan } from '../../platform/areas';
import { WaitingRefundsController } from './waiting.controller';

export const orderFiles = [
  inFiles('waitingRefunds', routes.waitingRefunds, {
    by: WaitingRefundsController,
    step: (it, who, input) => it.waitingRefunds(who, input),
    cells: {
      refund: ({ refundId }) => refundId,
      order: ({ orderId }) => orderId,
      amount: ({ amountFen }) => yuan(amountFen),
      refunded: ({ refundedAtMs }) => instant(refundedAtMs),
      since: ({ waitingSinceMs }) => instant(waitingSinceMs),
      source: ({ source }) => word(source ?? null),
    },
  }),
];
