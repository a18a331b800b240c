import { Injectable } from '@nestjs/common';
import type { GuideWallet } from '@liuliang/contract';
import { periodOf, valueFen } from '@liuliang/domain';
import type { z } from 'zod';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { BrandsService } from '../brands';
import { PointsReads } from '../ledger';
import { Parties } from './parties.service';
import { Payouts } from './payouts.service';
import { settlementRates } from './settings';
import { draftOf, emptyDraft } from './drafts';
import { draftView } from './views';

/** A guide's points as they are now, with the month under way. */
@Injectable()
export class GuideWallets {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly parties: Parties,
    private readonly points: PointsReads,
    private readonly payouts: Payouts,
  ) {}

  async wallet(brandId: number, guideId: number): Promise<z.input<typeof GuideWallet>> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const [party] = await this.parties.named(reader, brand, 'guide', [guideId]);
      if (!party) throw new Error('A guide of this brand has no row');
      const nowMs = this.db.nowMs();
      const holder = { brandId, ownerKind: 'guide', ownerId: guideId, asset: 'guide_points' } as const;
      const { available, pending, held, debt } = await this.points.balanceOf(reader, holder, nowMs);
      const { guideFenPer100, payout } = settingsOf(brand, settlementRates);
      const period = periodOf(nowMs, brand.timeZone);
      const draft =
        (await draftOf(reader, brand, party, period)) ?? (await emptyDraft(reader, brand, party, period));
      const left = await this.payouts.leftToday(reader, brand, guideId);
      const spendable = Math.max(0, available);
      return {
        serverNowMs: nowMs,
        available: spendable,
        pending,
        held,
        debt,
        availableFen: valueFen(spendable, guideFenPer100),
        fenPer100: guideFenPer100,
        payout: {
          isEnabled: this.payouts.isOpen(brand),
          minPoints: payout.minPoints,
          maxPointsNow: Math.min(left, spendable),
        },
        thisMonth: draftView(party, draft),
      };
    });
  }
}
