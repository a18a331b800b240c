import { Injectable } from '@nestjs/common';
import type { GuideWallet, Payout, PayoutRow as PayoutRowShape } from '@liuliang/contract';
import { NEVER_MS, periodOf, valueFen } from '@liuliang/domain';
import type { z } from 'zod';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import { pageOf, type ById, type Newest, type PageAsk } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { PointsReads } from '../ledger';
import { Parties } from './parties.service';
import { Payouts } from './payouts.service';
import { PayoutsQueries, type PayoutRow, type PayoutState } from './payouts.queries';
import { Statements } from './statements.service';
import { termsOf } from './terms';
import { draftView } from './views';
import { settlementRates } from './settings';

export type PayoutView = z.input<typeof Payout>;
type Listed = z.input<typeof PayoutRowShape>;
type Wallet = z.input<typeof GuideWallet>;

/** What guides and operators read of payouts, and a guide's wallet. */
@Injectable()
export class PayoutPages {
  constructor(
    private readonly db: Database,
    private readonly queries: PayoutsQueries,
    private readonly payouts: Payouts,
    private readonly parties: Parties,
    private readonly statements: Statements,
    private readonly brands: BrandsService,
    private readonly points: PointsReads,
    private readonly publicIds: PublicIds,
  ) {}

  view(row: PayoutRow): PayoutView {
    return {
      payoutId: this.publicIds.encode('pay', row.id),
      points: row.points,
      amountFen: row.amountFen,
      state: row.state,
      failReason: row.failReason === '' ? null : row.failReason,
      requestedAtMs: row.requestedAtMs,
      claimUntilMs: row.claimUntilMs || null,
      settledAtMs: row.settledAtMs || null,
    };
  }

  async ofGuide(brandId: number, guideId: number, { after, limit }: PageAsk<Newest>) {
    const rows = await this.db.read((reader) =>
      this.queries.ofGuide(reader, brandId, guideId, after, limit + 1),
    );
    const page = pageOf(rows, limit, (row) => ({ atMs: row.requestedAtMs, id: row.id }));
    return { ...page, items: page.items.map((row) => this.view(row)) };
  }

  async ofBrand(brandId: number, state: PayoutState | undefined, ask: PageAsk<ById>) {
    return this.db.read(async (reader) => {
      const rows = await this.queries.ofBrand(reader, brandId, state, ask);
      const page = pageOf(rows, ask.limit, ({ id }) => ({ id }));
      const brand = await this.brands.byId(reader, brandId);
      const guideIds = [...new Set(page.items.map((row) => row.guideId))];
      const guides = await this.parties.named(reader, brand, 'guide', guideIds);
      const byId = new Map(guides.map(({ id, kind, code, name }) => [id, { kind, id: code, name }]));
      const items = page.items.map((row): Listed => {
        const unnamed = { kind: 'guide' as const, id: this.publicIds.encode('gde', row.guideId), name: '' };
        return {
          ...this.view(row),
          guide: byId.get(row.guideId) ?? unnamed,
          billNo: row.billNo,
          transferNo: row.transferNo === '' ? null : row.transferNo,
          attempts: row.attempts,
          nextLookAtMs: row.nextLookAtMs === NEVER_MS ? null : row.nextLookAtMs,
        };
      });
      return { ...page, items };
    });
  }

  /** A guide's points as they are now, with the month under way. */
  async wallet(brandId: number, guideId: number): Promise<Wallet> {
    return this.db.read(async (reader) => {
      const brand = await this.brands.byId(reader, brandId);
      const [party] = await this.parties.named(reader, brand, 'guide', [guideId]);
      if (!party) throw new Error('A guide of this brand has no row');
      const nowMs = this.db.nowMs();
      const holder = {
        brandId,
        ownerKind: 'guide' as const,
        ownerId: guideId,
        asset: 'guide_points' as const,
      };
      const { available, pending, held, debt } = await this.points.balanceOf(reader, holder, nowMs);
      const { guideFenPer100, payout } = settingsOf(brand, settlementRates);
      const period = periodOf(nowMs, brand.timeZone);
      const draft = await this.statements.draft(reader, brand, party, period);
      const empty = draft ?? (await this.statements.emptyDraft(reader, brand, party, period, termsOf(brand)));
      const left = await this.payouts.leftToday(reader, brand, guideId);
      return {
        serverNowMs: nowMs,
        available,
        pending,
        held,
        debt,
        availableFen: valueFen(Math.max(0, available), guideFenPer100),
        fenPer100: guideFenPer100,
        payout: {
          isEnabled: this.payouts.isOpen(brand),
          minPoints: payout.minPoints,
          maxPointsNow: Math.min(left, Math.max(0, available)),
        },
        thisMonth: draftView(party, empty),
      };
    });
  }
}
