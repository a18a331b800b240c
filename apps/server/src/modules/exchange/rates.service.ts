import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import type { OperatorPrincipal, RefusalOf } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService, type Brand } from '../brands';
import { exchangeRates, type RateRow } from './entities';
import { ratesOf } from './queries';

type RateView = z.input<(typeof routes)['setExchangeRate']['reply']>;
type RatesView = z.input<(typeof routes)['exchangeRates']['reply']>;
type RateInput = z.output<(typeof routes)['setExchangeRate']['body']>;

/** What other brands' points are worth here. Every change is in the audit log. */
@Injectable()
export class ExchangeRates {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly audit: AuditLog,
  ) {}

  async rates(brandId: number): Promise<RatesView> {
    const all = await this.brands.all();
    const byId = new Map(all.map((brand) => [brand.id, brand]));
    const rows = await this.db.read((reader) => ratesOf(reader, brandId));
    const others = all.filter((brand) => brand.id !== brandId);
    return {
      brands: others.map(({ code, name }) => ({ code, name })),
      items: rows.map((row) => viewOf(row, byId)),
    };
  }

  /** Whoever will owe the points decides at what rate it takes them: a brand sets rates to itself, never to others. */
  async setRate(
    who: OperatorPrincipal,
    input: RateInput,
  ): Promise<Result<RateView, RefusalOf<'setExchangeRate'>>> {
    const from = await this.brands.byCode(input.fromBrand);
    if (!from || from.id === who.brandId) return fail({ code: 'BRAND_UNKNOWN' });
    const { fromPoints, toPoints, dayLimit } = input;
    const detail = { fromPoints, toPoints, dayLimit };
    const id = { fromBrandId: from.id, toBrandId: who.brandId };
    const rate: RateRow = { ...id, ...detail, changedAtMs: this.db.nowMs() };
    return this.db.run('exchange.setRate', async (tx) => {
      const to = await this.brands.byId(tx, who.brandId);
      await exchangeRates.insert(tx, [rate], {
        upsert: ['fromPoints', 'toPoints', 'dayLimit', 'changedAtMs'],
      });
      await this.note(tx, who, from, 'exchange.rate_set', detail);
      return ok(viewOf(rate, new Map([from, to].map((brand) => [brand.id, brand]))));
    });
  }

  async removeRate(
    who: OperatorPrincipal,
    fromBrand: string,
  ): Promise<Result<{ removed: boolean }, RefusalOf<'removeExchangeRate'>>> {
    const from = await this.brands.byCode(fromBrand);
    if (!from) return fail({ code: 'BRAND_UNKNOWN' });
    return this.db.run('exchange.removeRate', async (tx) => {
      const rate = { fromBrandId: from.id, toBrandId: who.brandId };
      const removed = (await exchangeRates.remove(tx, rate)) === 1;
      if (removed) await this.note(tx, who, from, 'exchange.rate_removed', {});
      return ok({ removed });
    });
  }

  private async note(
    tx: Tx,
    who: OperatorPrincipal,
    from: Brand,
    action: string,
    detail: Readonly<Record<string, number>>,
  ): Promise<void> {
    const { brandId } = who;
    await this.audit.record(tx, { brandId, actor: actorOf(who), action, subject: from.code, detail });
  }
}

function viewOf(row: RateRow, brands: ReadonlyMap<number, Brand>): RateView {
  const { fromPoints, toPoints, dayLimit, changedAtMs } = row;
  const from = brands.get(row.fromBrandId);
  const to = brands.get(row.toBrandId);
  return {
    fromBrand: from?.code ?? '',
    fromBrandName: from?.name ?? '',
    toBrand: to?.code ?? '',
    toBrandName: to?.name ?? '',
    fromPoints,
    toPoints,
    dayLimit,
    changedAtMs,
  };
}
