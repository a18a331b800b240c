import { Injectable } from '@nestjs/common';
import type { routes } from '@liuliang/contract';
import { fail, ok, quoteOrderPoints, type Identity, type Result } from '@liuliang/domain';
import type { z } from 'zod';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { RefusalOf } from '../../platform/http';
import { BrandsService } from '../brands';
import { memberPoints, PointsReads } from '../ledger';
import { CustomersService } from '../members';
import { spendingSettings } from '../points';

type Quote = z.input<(typeof routes)['quoteOrderPoints']['reply']>;

/** How many points a customer may pay for an order with, and why not. Nothing is held yet. */
@Injectable()
export class OrderPointsQuotes {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly reads: PointsReads,
  ) {}

  async quote(
    brandId: number,
    identity: Identity,
    orderFen: number,
  ): Promise<Result<Quote, RefusalOf<'quoteOrderPoints'>>> {
    return this.db.read(async (reader) => {
      const customerId = await this.customers.find(reader, { id: brandId }, identity);
      if (customerId === null) return fail({ code: 'CUSTOMER_UNKNOWN' });
      const rules = settingsOf(await this.brands.byId(reader, brandId), spendingSettings).orders;
      const balance = await this.reads.balanceOf(reader, memberPoints({ brandId, customerId }));
      return ok(quoteOrderPoints(orderFen, balance, rules));
    });
  }
}
