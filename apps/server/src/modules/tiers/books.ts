import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/db/statements';
import { PointsReads } from '../ledger';
import { OrderReads } from '../orders';

/** The books of a brand: what follows from its rules and schemes. */
@Injectable()
export class Books {
  constructor(
    private readonly points: PointsReads,
    private readonly orders: OrderReads,
  ) {}

  /** Whether nothing was ever posted or sold, so that rules may still be dated back. */
  async areEmpty(reader: Reader, brandId: number): Promise<boolean> {
    return !(await this.points.hasPostings(reader, brandId)) && !(await this.orders.hasAny(reader, brandId));
  }
}
