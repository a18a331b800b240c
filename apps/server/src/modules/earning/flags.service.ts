import { Injectable } from '@nestjs/common';
import { DAY_MS, fail, ok, type Result } from '@liuliang/domain';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { pageOf, type Newest, type Page, type PageAsk } from '../../platform/http';
import { PublicIds } from '../../platform/ids';
import { AuditLog } from '../audit';
import { BrandsService } from '../brands';
import type { AppliedRefund } from '../orders';
import { OrderClawbacks } from './clawbacks';
import type { JudgedOrder } from './contexts';
import { rewardFlags } from './entities';
import { FlagsQueries, type FlagRow } from './flags.queries';
import { OrderLedgerQueries, type OrderEarning } from './order-ledger.queries';
import { EarningVersions } from './versions';

export interface FlagView extends FlagRow {
  /** What the guide got for the order, before anything was taken back. */
  readonly guidePoints: number;
}

/** So many whole refunds of one customer under one guide, within so long, look like a circle. */
const LOOP_ORDERS = 3;
const LOOP_MS = 30 * DAY_MS;

/**
 * Notes what looks like a guide rewarding himself. A note changes nothing by itself: points are posted as ever, and
 * people decide.
 */
@Injectable()
export class FlagsService {
  constructor(
    private readonly db: Database,
    private readonly queries: FlagsQueries,
    private readonly ledger: OrderLedgerQueries,
    private readonly clawbacks: OrderClawbacks,
    private readonly versions: EarningVersions,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** A guide who is the buyer, by any card that was unified with the buyer's. */
  async noteOwnPurchases(tx: Tx, brandId: number, orders: readonly JudgedOrder[]): Promise<void> {
    for (const { guide, order } of orders) {
      if (guide && guide.customerId !== 0 && order.family.includes(guide.customerId))
        await this.note(tx, brandId, guide.id, order.orderId, 'own_purchase');
    }
  }

  /** The third order in thirty days that a customer of a guide bought and gave back whole. */
  async noteLoops(
    tx: Tx,
    brandId: number,
    refunds: readonly AppliedRefund[],
    earnings: ReadonlyMap<number, readonly OrderEarning[]>,
  ): Promise<void> {
    for (const refund of refunds) {
      const guideId = guideOf(earnings.get(refund.orderId));
      if (guideId === 0 || refund.refundedFenSoFar < refund.orderAmountFen) continue;
      const sinceMs = refund.refundedAtMs - LOOP_MS;
      const whole = await this.queries.refundedWhole(tx, brandId, refund.family, sinceMs);
      const all = await this.ledger.earningsOf(tx, brandId, whole);
      const under = whole.filter((orderId) => guideOf(all.get(orderId)) === guideId);
      if (under.length < LOOP_ORDERS) continue;
      await this.note(tx, brandId, guideId, refund.orderId, 'looped_refund');
    }
  }

  async page(
    brandId: number,
    state: FlagRow['state'],
    page: PageAsk<Newest>,
  ): Promise<Page<FlagView, Newest>> {
    return this.db.read(async (reader) => {
      const rows = await this.queries.page(reader, brandId, state, page);
      const views = await this.viewsOf(reader, brandId, rows);
      return pageOf(views, page.limit, (row) => ({ atMs: row.notedAtMs, id: row.id }));
    });
  }

  /** Decides on a flag, once. Confirming withdraws what the guide still has of the order's reward. */
  async decide(
    who: { readonly brandId: number; readonly operatorId: number },
    flagId: number,
    decision: 'dismissed' | 'confirmed',
  ): Promise<Result<FlagView, { readonly code: 'REWARD_FLAG_UNKNOWN' | 'REWARD_FLAG_DECIDED' }>> {
    return this.db.run('earning.decideFlag', async (tx) => {
      const flag = await this.queries.byId(tx, who.brandId, flagId);
      if (!flag) return fail({ code: 'REWARD_FLAG_UNKNOWN' });
      await this.queries.lockOrder(tx, flag.orderId);
      const nowMs = this.db.nowMs();
      const move = decision === 'confirmed' ? 'confirm' : 'dismiss';
      const stamps = { decidedBy: who.operatorId, decidedAtMs: nowMs };
      const moved = await this.queries.states.move(tx, { brandId: who.brandId, id: flagId }, move, stamps);
      if (moved.kind !== 'moved') return this.decidedAlready(tx, who, flagId, decision);
      const brand = await this.brands.byId(tx, who.brandId);
      const versions = await this.versions.published(tx, brand);
      const points =
        decision === 'confirmed'
          ? await this.clawbacks.withdrawFromGuide(tx, brand, versions, flag.orderId, flagId, nowMs)
          : 0;
      await this.audit.record(tx, {
        brandId: who.brandId,
        actor: actorOf(who),
        action: `earning.flag_${decision}`,
        subject: this.publicIds.encode('flg', flagId),
        detail: { points },
      });
      const [view] = await this.viewsOf(tx, who.brandId, [{ ...flag, ...stamps, state: decision }]);
      return ok(view as FlagView);
    });
  }

  /** The same person said the same at the same time, and the other request came first: one effect, one answer. */
  private async decidedAlready(
    tx: Tx,
    { brandId, operatorId }: { readonly brandId: number; readonly operatorId: number },
    flagId: number,
    decision: 'dismissed' | 'confirmed',
  ): Promise<Result<FlagView, { readonly code: 'REWARD_FLAG_DECIDED' }>> {
    const now = await this.queries.byId(tx, brandId, flagId);
    if (now?.state !== decision || now.decidedBy !== operatorId) return fail({ code: 'REWARD_FLAG_DECIDED' });
    const [view] = await this.viewsOf(tx, brandId, [now]);
    return ok(view as FlagView);
  }

  private async viewsOf(reader: Reader, brandId: number, rows: readonly FlagRow[]): Promise<FlagView[]> {
    const earnings = await this.ledger.earningsOf(
      reader,
      brandId,
      rows.map(({ orderId }) => orderId),
    );
    return rows.map((row) => {
      const awards = (earnings.get(row.orderId) ?? []).flatMap((earning) => earning.awards);
      return { ...row, guidePoints: awards.find(({ asset }) => asset === 'guide_points')?.points ?? 0 };
    });
  }

  /** Once per order and kind, however often it is found. */
  private async note(tx: Tx, brandId: number, guideId: number, orderId: number, kind: FlagRow['kind']) {
    const flag = { id: tx.nextId(), brandId, guideId, orderId, kind, notedAtMs: tx.nowMs() };
    await rewardFlags.insertNew(tx, { ...flag, state: 'open' });
  }
}

/** Who was rewarded for an order; 0: nobody. */
function guideOf(earnings: readonly OrderEarning[] | undefined): number {
  const award = earnings?.flatMap(({ awards }) => awards).find(({ asset }) => asset === 'guide_points');
  return award?.owner.id ?? 0;
}
