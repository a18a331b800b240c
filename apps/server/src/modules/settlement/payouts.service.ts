import { Inject, Injectable } from '@nestjs/common';
import { dayOf, dayStartMs, fail, NEVER_MS, ok, valueFen, type Result } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RefusalOf } from '../../platform/http';
import { PAYOUTS, type PayoutPort } from '../../wechat';
import { BrandsService, GuideDirectory, type Brand } from '../brands';
import { Holds, mustSucceed } from '../ledger';
import { PayoutDriver } from './payout-driver';
import { PAYOUT_KEY, PayoutsQueries, type PayoutRow } from './payouts.queries';
import { settlementRates } from './settings';

/** A payout cannot be smaller: WeChat Pay's own floor for this kind of transfer. */
export const PAYOUT_MIN_FEN = 30;
/** Above it WeChat Pay wants the person's real name, which the brand does not have. */
export const PAYOUT_MAX_FEN = 199_999;

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
    private readonly queries: PayoutsQueries,
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
    const drawn = await this.queries.pointsSince(reader, brand.id, guideId, today);
    return Math.max(0, settingsOf(brand, settlementRates).payout.maxPointsPerDay - drawn);
  }

  /** Holds the points, then asks WeChat at once; where that fails, the job goes on. Refusals in the contract's order. */
  async request(ask: PayoutAsk): Promise<Result<PayoutRow, RefusalOf<'requestPayout'>>> {
    const made = await this.db.run('payouts.request', (tx) => this.place(tx, ask));
    if (!made.ok) return made;
    return ok(await this.driver.look(made.value.id));
  }

  private async place(tx: Tx, ask: PayoutAsk): Promise<Result<PayoutRow, RefusalOf<'requestPayout'>>> {
    const brand = await this.brands.byId(tx, ask.brandId);
    if (!this.isOpen(brand)) return fail({ code: 'PAYOUT_UNAVAILABLE' });
    const guide = await this.guides.lock(tx, ask.brandId, ask.guideId);
    if (!guide) return fail({ code: 'PAYOUT_UNAVAILABLE' });
    // Keys are made by phones: two guides may come up with the same one.
    const key = Buffer.from(`${ask.guideId.toString(36)}:${ask.key}`);
    const earlier = await this.queries.byKey(tx, ask.brandId, key);
    if (earlier)
      return earlier.points === ask.points ? ok(earlier) : fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const refusal = await this.judge(tx, brand, ask);
    return refusal ? fail(refusal) : this.hold(tx, brand, ask, key);
  }

  private async judge(
    tx: Tx,
    brand: Brand,
    { guideId, points }: PayoutAsk,
  ): Promise<RefusalOf<'requestPayout'> | null> {
    const { payout, guideFenPer100 } = settingsOf(brand, settlementRates);
    const amountFen = valueFen(points, guideFenPer100);
    if (points < payout.minPoints || amountFen < PAYOUT_MIN_FEN) {
      return { code: 'PAYOUT_TOO_SMALL', minPoints: payout.minPoints, minFen: PAYOUT_MIN_FEN };
    }
    const left = await this.leftToday(tx, brand, guideId);
    if (points > left || amountFen > PAYOUT_MAX_FEN) {
      return { code: 'PAYOUT_DAY_LIMIT', pointsLeft: left, maxFen: PAYOUT_MAX_FEN };
    }
    return null;
  }

  private async hold(
    tx: Tx,
    brand: Brand,
    ask: PayoutAsk,
    key: Buffer,
  ): Promise<Result<PayoutRow, RefusalOf<'requestPayout'>>> {
    const id = this.db.nextId();
    const nowMs = this.db.nowMs();
    const held = await this.holds.place(tx, {
      brandId: ask.brandId,
      key: `${PAYOUT_KEY}${id}`,
      owner: { kind: 'guide', id: ask.guideId },
      asset: 'guide_points',
      points: ask.points,
      purpose: 'payout',
      // It ends with the transfer, however long that takes: points that came back by themselves could be paid twice.
      untilMs: NEVER_MS,
      explanation: { payoutId: id },
    });
    if (!held.ok) return held.error.code === 'LEDGER_KEY_REUSED' ? mustSucceed(held) : fail(held.error);
    const row: PayoutRow = {
      id,
      brandId: ask.brandId,
      guideId: ask.guideId,
      payoutKey: key,
      points: ask.points,
      amountFen: valueFen(ask.points, settingsOf(brand, settlementRates).guideFenPer100),
      holdId: held.value.id,
      state: 'requested',
      billNo: `LL${id}`,
      transferNo: '',
      claimPackage: '',
      failReason: '',
      requestedAtMs: nowMs,
      claimUntilMs: 0,
      nextLookAtMs: nowMs,
      attempts: 0,
      settledAtMs: 0,
    };
    await this.queries.insert(tx, row);
    return ok(row);
  }

  /** One payout of a guide; null for anybody else's. */
  async ofGuide(brandId: number, guideId: number, id: number): Promise<PayoutRow | null> {
    const [row] = await this.db.read((reader) => this.queries.byIds(reader, brandId, [id]));
    return row?.guideId === guideId ? row : null;
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
