import { Injectable } from '@nestjs/common';
import { NONE } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { customerTotals } from './entities';
import { LayersService } from './layers.service';

/** What is worth knowing of a customer at a glance. */
export interface CustomerCard {
  readonly customerId: number;
  /** Layer code today by the brand's own model; `none` without one. */
  readonly layer: string;
  readonly orders: number;
  /** Sum of paid amounts, before refunds. */
  readonly paidFen: number;
  readonly refundedFen: number;
  /** Instants of events and paid orders; null: never. */
  readonly firstSeenAtMs: number | null;
  readonly lastSeenAtMs: number | null;
  readonly lastOrderAtMs: number | null;
}

/** Layer and running figures of customers, for lists, guides and members alike. */
@Injectable()
export class CardsService {
  constructor(private readonly layers: LayersService) {}

  /** One card per customer asked for, whether anything is known of them or not. Kept customers, never aliases. */
  async card(
    reader: Reader,
    brand: Brand,
    customerIds: readonly number[],
  ): Promise<Map<number, CustomerCard>> {
    const layers = await this.layers.layersOf(reader, brand, customerIds, this.layers.today(brand));
    const figures = await customerTotals.select(reader, brand.id, { customerId: customerIds });
    const totals = new Map(figures.map((total) => [total.customerId, total]));
    return new Map(
      customerIds.map((customerId) => {
        const total = totals.get(customerId);
        const card: CustomerCard = {
          customerId,
          layer: layers.get(customerId) ?? NONE,
          orders: total?.orders ?? 0,
          paidFen: total?.paidFen ?? 0,
          refundedFen: total?.refundedFen ?? 0,
          firstSeenAtMs: total?.firstSeenAtMs || null,
          lastSeenAtMs: total?.lastSeenAtMs || null,
          lastOrderAtMs: total?.lastOrderAtMs || null,
        };
        return [customerId, card];
      }),
    );
  }
}
