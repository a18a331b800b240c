import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { dayOf, exchanged, fail, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { RefusalOf, RefuseOf } from '../../platform/http';
import { Idempotency } from '../../platform/idempotency';
import { runOnce, sameRequest } from '../../platform/run-once';
import { BrandsService, type Brand } from '../brands';
import { principalOf, type AssetOwner } from '../points';
import { ExchangeBooks } from './books.service';
import { exchangeRates, exchanges, type ExchangeRow } from './entities';
import { givenOn } from './queries';
import { ExchangeSides } from './sides.service';

type Exchanged = z.input<(typeof routes)['exchangePoints']['reply']>;

/**
 * Points of one brand turned into points of another one of the group. EXCHANGE-1: what leaves one brand and what
 * arrives in the other commit together, at a whole-number rate, and every part keeps its expiry.
 * Order of locks: both customers by id, then the accounts of both brands by id.
 */
@Injectable()
export class Exchange {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
    private readonly brands: BrandsService,
    private readonly sides: ExchangeSides,
    private readonly books: ExchangeBooks,
  ) {}

  /** Exchanges points at once and for good. The same key again answers the same exchange. */
  async exchange(
    member: AssetOwner,
    asked: { readonly key: string; readonly toBrand: string; readonly points: number },
  ): Promise<Result<Exchanged, RefusalOf<'exchangePoints'>>> {
    const to = await this.brands.byCode(asked.toBrand);
    if (!to || to.id === member.brandId) return fail({ code: 'BRAND_UNKNOWN' });
    const content = [to.id, asked.points];
    const request = {
      principal: principalOf(member),
      operation: 'points.exchange',
      key: asked.key,
      content,
    };
    return runOnce(this.db, this.idempotency, request, async (tx, refuse: RefuseOf<'exchangePoints'>) => {
      const row = await this.exchangeIn(tx, member, { ...asked, to }, refuse);
      const { fromPoints, toPoints, createdAtMs } = row;
      return { brand: to.code, brandName: to.name, fromPoints, toPoints, createdAtMs };
    });
  }

  /** As `exchange`, in a transaction of the caller. A refusal is thrown. */
  async exchangeIn(
    tx: Tx,
    member: AssetOwner,
    { key, points, to }: { readonly key: string; readonly points: number; readonly to: Brand },
    refuse: RefuseOf<'exchangePoints'>,
  ): Promise<ExchangeRow> {
    const today = await this.sides.ofToday(tx, member);
    const id = { fromBrandId: today.brandId, exchangeKey: Buffer.from(`${principalOf(today)}:${key}`) };
    const asked = { fromPoints: points, toBrandId: to.id };
    const earlier = sameRequest(await exchanges.one(tx, id), asked, refuse);
    if (earlier) return earlier;
    const rate = await exchangeRates.one(tx, { fromBrandId: member.brandId, toBrandId: to.id });
    if (!rate) refuse('EXCHANGE_DISABLED');
    const toPoints = exchanged(points, rate);
    if (toPoints === null) refuse('EXCHANGE_NOT_MULTIPLE', { fromPoints: rate.fromPoints });
    const toCustomerId = await this.sides.lock(tx, today, to, refuse);
    const from = await this.brands.byId(tx, member.brandId);
    const nowMs = this.db.nowMs();
    const row: ExchangeRow = {
      ...id,
      ...asked,
      id: this.db.nextId(),
      fromCustomerId: today.id,
      toCustomerId,
      toPoints,
      day: dayOf(nowMs, from.timeZone),
      createdAtMs: nowMs,
    };
    if (rate.dayLimit > 0) {
      const given = await givenOn(tx, today.family, to.id, row.day);
      const leftToday = Math.max(0, rate.dayLimit - given);
      if (points > leftToday) refuse('EXCHANGE_DAY_LIMIT', { leftToday });
    }
    await exchanges.insert(tx, [row]);
    await this.books.move(tx, row, rate, { from, to }, refuse);
    return row;
  }
}
