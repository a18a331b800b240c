import { Injectable } from '@nestjs/common';
import type { Payout, PayoutRow as PayoutRowShape } from '@liuliang/contract';
import { NEVER_MS } from '@liuliang/domain';
import type { z } from 'zod';
import { given } from '../../platform/db/conditions';
import { Database } from '../../platform/db/database';
import { keyset, pageOf, type ById, type Newest, type PageAsk } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { BrandsService } from '../brands';
import { payouts, type PayoutRow } from './entities';
import { Parties } from './parties.service';

export type PayoutView = z.input<typeof Payout>;
type Listed = z.input<typeof PayoutRowShape>;

/** What guides and operators read of payouts. */
@Injectable()
export class PayoutPages {
  constructor(
    private readonly db: Database,
    private readonly parties: Parties,
    private readonly brands: BrandsService,
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

  async ofGuide(brandId: number, guideId: number, ask: PageAsk<Newest>) {
    const newest = keyset(ask, { atMs: 'requested_at_ms', id: 'id' });
    const rows = await this.db.read((reader) => payouts.select(reader, brandId, { guideId }, newest));
    const page = pageOf(rows, ask.limit, (row) => ({ atMs: row.requestedAtMs, id: row.id }));
    return { ...page, items: page.items.map((row) => this.view(row)) };
  }

  async ofBrand(brandId: number, state: PayoutRow['state'] | undefined, ask: PageAsk<ById>) {
    return this.db.read(async (reader) => {
      const rows = await payouts.select(reader, brandId, given({ state }), keyset(ask, { id: 'id' }));
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
}
