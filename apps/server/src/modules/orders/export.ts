import { Injectable } from '@nestjs/common';
import type { ExportPart, OfBrand, Person } from '../../platform/areas';
import type { Reader } from '../../platform/db/statements';
import { OrderReads } from './reads.queries';

@Injectable()
export class OrderExport implements ExportPart {
  constructor(private readonly orders: OrderReads) {}

  async sections(reader: Reader, { id: brandId }: OfBrand, { family }: Person) {
    const orders = await this.orders.ofCustomers(reader, brandId, family);
    return { orders: orders.map(({ id: _, ...order }) => order) };
  }
}
