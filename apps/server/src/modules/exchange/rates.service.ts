import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { actorOf } from '../../platform/actor';
import { Database } from '../../platform/db/database';
import type { OperatorPrincipal, RefusalOf } from '../../platform/http';
import { AuditLog } from '../audit';
import { BrandsService, type Brand } from '../brands';
import { ExchangeQueries, type RateRow } from './queries';

type RateView = z.input<(typeof routes)['setExchangeRate']['reply']>;
type RatesView = z.input<(typeof routes)['exchangeRates']['reply']>;
type RateInput = z.output<(typeof routes)['setExchangeRate']['body']>;

/** What other brands' points are worth here. Every change is in the audit log. */
@Injectable()
export class ExchangeRates {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly queries: ExchangeQueries,
    private readonly audit: AuditLog,
  ) {}

  async rates(brandId: number): Promise<RatesView> {
    const all = await this.brands.all();
    const byId = new Map(all.map((brand) => [brand.id, brand]));
    const rows = await this.db.read((reader) => this.queries.ratesOf(reader, brandId));
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
    const rate: RateRow = {
      fromBrandId: from.id,
      toBrandId: who.brandId,
      fromPoints: fromPoints,
      toPoints: toPoints,
      dayLimit: dayLimit,
      changedAtMs: this.db.nowMs(),
    };
    return this.db.run(
      'exchange.setRate',
      async (tx): Promise<Result<RateView, RefusalOf<'setExchangeRate'>>> => {
        const to = await this.brands.byId(tx, who.brandId);
        await this.queries.setRate(tx, rate);
        const detail = { fromPoints, toPoints, dayLimit };
        await this.audit.record(tx, {
          ...actor(who),
          action: 'exchange.rate_set',
          subject: from.code,
          detail,
        });
        return ok(
          viewOf(
            rate,
            new Map([
              [from.id, from],
              [to.id, to],
            ]),
          ),
        );
      },
    );
  }

  async removeRate(
    who: OperatorPrincipal,
    fromBrand: string,
  ): Promise<Result<{ removed: boolean }, RefusalOf<'removeExchangeRate'>>> {
    const from = await this.brands.byCode(fromBrand);
    if (!from) return fail({ code: 'BRAND_UNKNOWN' });
    return this.db.run(
      'exchange.removeRate',
      async (tx): Promise<Result<{ removed: boolean }, RefusalOf<'removeExchangeRate'>>> => {
        const removed = await this.queries.removeRate(tx, from.id, who.brandId);
        if (removed) {
          const entry = { action: 'exchange.rate_removed', subject: from.code, detail: {} };
          await this.audit.record(tx, { ...actor(who), ...entry });
        }
        return ok({ removed });
      },
    );
  }
}

const actor = (who: OperatorPrincipal) => ({ brandId: who.brandId, actor: actorOf(who) }) as const;

function viewOf(row: RateRow, brands: ReadonlyMap<number, Brand>): RateView {
  const from = brands.get(row.fromBrandId);
  const to = brands.get(row.toBrandId);
  return {
    fromBrand: from?.code ?? '',
    fromBrandName: from?.name ?? '',
    toBrand: to?.code ?? '',
    toBrandName: to?.name ?? '',
    fromPoints: row.fromPoints,
    toPoints: row.toPoints,
    dayLimit: row.dayLimit,
    changedAtMs: row.changedAtMs,
  };
}
