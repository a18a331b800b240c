import { Inject, Injectable } from '@nestjs/common';
import { dayOf, dayStartMs, fail, NEVER_MS, ok, payoutFault, valueFen, type Result } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RefusalOf, RefuseOf } from '../../platform/http';
import { refusalsAsValues, sameRequest } from '../../platform/run-once';
import { PAYOUTS, type PayoutPort } from '../../wechat';
import { BrandsService, GuideDirectory, type Brand } from '../brands';
import { Holds, mustHold } from '../ledger';
import { payouts, type PayoutRow } from './entities';
import { PayoutDriver } from './payout-driver';
import { pointsDrawnSince } from './payouts.queries';
import { PAYOUT_KEY } from './postings';
import { settlementRates } from './settings';

export interface PayoutAsk {
  readonly brandId: number;
  readonly guideId: number;
  /** Names the request: the same key again answers the same payout. */
  readonly key: string;
  readonly points: number;
}

/**
 * Guide points drawn as cash. PAYOUT-1: points are held from the request until the transfer is final, and then captured
 * or released, never both. PAYOUT-2: a payout has one bill number, committed before WeChat hears of it.
 */
@Injectable()
export class Payouts {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly guides: GuideDirectory,
    private readonly holds: Holds,
    private readonly driver: PayoutDriver,
    @Inject(PAYOUTS) private readonly port: PayoutPort,
  ) {}

  /** Whether guides of a brand can draw cash at all. */
  isOpen(brand: Brand): boolean {
    const { payout, guideFenPer100 } = settingsOf(brand, settlementRates);
    return this.port.isReady && payout.isEnabled && guideFenPer100 > 0;
  }

  /** Points that a guide may still draw today by the brand's limit. */
  async leftToday(reader: Reader, brand: Brand, guideId: number): Promise<number> {
    const today = dayStartMs(dayOf(this.db.nowMs(), brand.timeZone), brand.timeZone);
    const drawn = await pointsDrawnSince(reader, brand.id, guideId, today);
    return Math.max(0, settingsOf(brand, settlementRates).payout.maxPointsPerDay - drawn);
  }

  /** Holds the points, then asks WeChat at once; where that fails, the job goes on. Refusals in the contract's order. */
  async request(ask: PayoutAsk): Promise<Result<PayoutRow, RefusalOf<'requestPayout'>>> {
    const made = await refusalsAsValues((refuse: RefuseOf<'requestPayout'>) =>
      this.db.run('payouts.request', async (tx) => ok(await this.place(tx, ask, refuse))),
    );
    if (!made.ok) return made;
    return ok(await this.driver.look(made.value));
  }

  /** @returns the id of the payout */
  private async place(
    tx: Tx,
    { brandId, guideId, points, key }: PayoutAsk,
    refuse: RefuseOf<'requestPayout'>,
  ): Promise<number> {
    const brand = await this.brands.byId(tx, brandId);
    if (!this.isOpen(brand)) refuse('PAYOUT_UNAVAILABLE');
    if (!(await this.guides.lock(tx, brandId, guideId))) refuse('PAYOUT_UNAVAILABLE');
    // Keys are made by phones: two guides may come up with the same one.
    const payoutKey = Buffer.from(`${guideId.toString(36)}:${key}`);
    const earlier = sameRequest(await payouts.one(tx, brandId, { payoutKey }), { points }, refuse);
    if (earlier) return earlier.id;
    const { payout, guideFenPer100: fenPer100 } = settingsOf(brand, settlementRates);
    const left = await this.leftToday(tx, brand, guideId);
    const fault = payoutFault(points, left, { minPoints: payout.minPoints, fenPer100 });
    if (fault) refuse(fault.code, fault);
    const id = this.db.nextId();
    const held = await this.holds.place(tx, {
      brandId,
      key: `${PAYOUT_KEY}${id}`,
      owner: { kind: 'guide', id: guideId },
      asset: 'guide_points',
      points,
      purpose: 'payout',
      // It ends with the transfer, however long that takes: points that came back by themselves could be paid twice.
      untilMs: NEVER_MS,
      explanation: { payoutId: id },
    });
    const nowMs = this.db.nowMs();
    const amountFen = valueFen(points, fenPer100);
    await payouts.insert(tx, [
      {
        ...{ id, brandId, guideId, payoutKey, points, amountFen },
        holdId: mustHold(held, refuse).id,
        state: 'requested',
        billNo: `LL${id}`,
        requestedAtMs: nowMs,
        nextLookAtMs: nowMs,
      },
    ]);
    return id;
  }

  /** One payout of a guide; null for anybody else's. */
  async ofGuide(brandId: number, guideId: number, id: number): Promise<PayoutRow | null> {
    return this.db.read((reader) => payouts.one(reader, brandId, { id, guideId }));
  }

  /** What the phone needs to collect it, while it waits. */
  claim(row: PayoutRow): Result<{ mchId: string; appId: string; package: string }, RefusalOf<'claimPayout'>> {
    const isWaiting = row.state === 'awaiting_claim' && this.db.nowMs() < row.claimUntilMs;
    if (!isWaiting || !this.port.isReady) return fail({ code: 'PAYOUT_NOT_CLAIMABLE' });
    return ok({ ...this.port.claim(row.claimPackage) });
  }

  /** Calls a payout off. Points come back once WeChat has said that nothing will be paid. */
  async cancel(row: PayoutRow): Promise<Result<PayoutRow, RefusalOf<'cancelPayout'>>> {
    if (row.settledAtMs !== 0) return fail({ code: 'PAYOUT_SETTLED' });
    return ok(await this.driver.cancel(row.id));
  }
}
