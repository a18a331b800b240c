import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Effects } from '../../platform/effects';
import { customersMerged, customersUnmerged } from '../members';
import { MergeBalances } from './merge-balances';

/** What two customers have becomes one customer's when they are merged, and is parted with them. */
@Injectable()
export class MergeEffects implements OnModuleInit {
  constructor(
    private readonly effects: Effects,
    private readonly mergeBalances: MergeBalances,
  ) {}

  onModuleInit(): void {
    this.effects.on({
      name: 'ledger.merges',
      step: 'points',
      of: { merged: customersMerged, unmerged: customersUnmerged },
      run: async (tx, brandId, { merged, unmerged }) => {
        for (const merge of merged) await this.mergeBalances.carry(tx, { brandId, ...merge });
        for (const { mergeId } of unmerged) await this.mergeBalances.giveBack(tx, brandId, mergeId);
      },
    });
  }
}
