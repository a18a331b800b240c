import { routes } from '@liuliang/contract';
import { inFiles, instant, word, yuan } from '../../platform/areas';
import { EarningChecksController } from './checks.controller';

export const earningFiles = [
  inFiles('rewardFlags', routes.rewardFlags, {
    by: EarningChecksController,
    step: (it, who, input) => it.rewardFlags(who, input),
    cells: {
      guide: ({ guide }) => guide.code,
      guideName: ({ guide }) => guide.name,
      kind: ({ kind }) => word(kind),
      points: ({ guidePoints }) => guidePoints,
      order: ({ orderId }) => orderId,
      amount: ({ orderAmountFen }) => yuan(orderAmountFen),
      noted: ({ notedAtMs }) => instant(notedAtMs),
      decided: ({ decidedBy }) => decidedBy,
    },
  }),
];
