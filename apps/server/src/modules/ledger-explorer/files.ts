import { routes } from '@liuliang/contract';
import { inFiles, instant, word } from '../../platform/areas';
import { LedgerExplorerController } from './operator.controller';

export const ledgerFiles = [
  inFiles('ledgerAccounts', routes.ledgerAccounts, {
    by: LedgerExplorerController,
    step: (it, who, input) => it.accounts(who, input),
    cells: {
      account: ({ asset }) => word(asset),
      bucket: ({ bucket }) => word(bucket),
      shard: ({ shard }) => shard,
      owner: ({ owner }) => owner.id,
      ownerKind: ({ owner }) => word(owner.kind),
      ownerName: ({ owner }) => owner.name,
      balance: ({ balance }) => balance,
      entries: ({ version }) => version,
    },
  }),
  inFiles('ledgerAccount', routes.ledgerAccount, {
    by: LedgerExplorerController,
    step: (it, who, input) => it.account(who, input),
    cells: {
      kind: ({ kind }) => word(kind),
      transaction: ({ id }) => id,
      source: ({ source }) => word(source.kind),
      label: ({ source }) => source.label,
      amount: ({ amount }) => amount,
      after: ({ balanceAfter }) => balanceAfter,
      occurred: ({ occurredAtMs }) => instant(occurredAtMs),
      posted: ({ postedAtMs }) => instant(postedAtMs),
      version: ({ accountVersion }) => accountVersion,
    },
  }),
];
