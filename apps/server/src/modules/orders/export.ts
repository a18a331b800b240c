import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { OrderReads } from './reads.queries';

@Injectable()
export class OrderExport implements ExportPart {
  constructor(private readonly orders: OrderReads) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const orders = await this.orders.ofCustomers(reader, brandId, family);
    const details = await this.orders.details(
      reader,
      brandId,
      orders.map(({ id }) => id),
    );
    return { orders: orders.map(({ id, ...order }) => ({ ...order, ...details(id) })) };
  }
}
