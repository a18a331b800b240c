import { routes } from '@liuliang/contract';
import { inFiles, instant, word, yuan } from '../../platform/areas';
import { FinanceController } from './finance.controller';
import { SettlementController } from './operator.controller';

export const settlementFiles = [
  inFiles('statements', routes.settlementStatements, {
    by: SettlementController,
    step: (it, who, input) => it.list(who, input),
    cells: {
      party: ({ party }) => party.name || party.id,
      partyKind: ({ party }) => word(party.kind),
      partyId: ({ party }) => party.id,
      state: ({ state }) => word(state),
      redeemedPoints: ({ redeemedPoints }) => redeemedPoints,
      rewardPoints: ({ rewardPoints }) => rewardPoints,
      clawbackPoints: ({ clawbackPoints }) => clawbackPoints,
      paidOutPoints: ({ paidOutPoints }) => paidOutPoints,
      otherPoints: ({ otherPoints }) => otherPoints,
      amountFen: ({ amountFen }) => yuan(amountFen),
      carriedInFen: ({ carriedInFen }) => yuan(carriedInFen),
      writtenOffFen: ({ writtenOffFen }) => yuan(writtenOffFen),
      carriedOutFen: ({ carriedOutFen }) => yuan(carriedOutFen),
      payable: ({ payableFen }) => yuan(payableFen),
      paid: ({ state, payableFen }) => (state === 'paid' ? yuan(payableFen) : 0),
    },
  }),
  inFiles('settlementLines', routes.settlementLines, {
    by: SettlementController,
    step: (it, who, input) => it.lines(who, input),
    cells: {
      kind: ({ kind }) => word(kind),
      reference: ({ reference }) => word(reference.kind),
      label: ({ reference }) => reference.label,
      points: ({ points }) => points,
      fen: ({ amountFen }) => yuan(amountFen),
      occurred: ({ occurredAtMs }) => instant(occurredAtMs),
      posted: ({ postedAtMs }) => instant(postedAtMs),
      transaction: ({ transactionId }) => transactionId,
    },
  }),
  inFiles('payouts', routes.payouts, {
    by: FinanceController,
    step: (it, who, input) => it.allPayouts(who, input),
    cells: {
      guide: ({ guide }) => guide.name || guide.id,
      guideId: ({ guide }) => guide.id,
      points: ({ points }) => points,
      fen: ({ amountFen }) => yuan(amountFen),
      state: ({ state }) => word(state),
      requested: ({ requestedAtMs }) => instant(requestedAtMs),
      bill: ({ billNo }) => billNo,
      transfer: ({ transferNo }) => transferNo,
      next: ({ nextLookAtMs }) => instant(nextLookAtMs),
    },
  }),
];
