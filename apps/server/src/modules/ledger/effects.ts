import { reacts } from '../../platform/areas';
import { customersMerged, customersUnmerged } from '../members';
import { MergeBalances } from './merge-balances';

/** What two customers have becomes one customer's when they are merged, and is parted with them. */
export const ledgerEffects = [
  reacts(
    {
      name: 'ledger.merges',
      step: 'points',
      of: { merged: customersMerged, unmerged: customersUnmerged },
    },
    MergeBalances,
    async (balances, tx, brandId, { merged, unmerged }) => {
      for (const merge of merged) await balances.carry(tx, { brandId, ...merge });
      for (const merge of unmerged) await balances.giveBack(tx, brandId, merge);
    },
  ),
];
