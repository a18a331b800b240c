import { Injectable } from '@nestjs/common';
import type { GoodsBy } from '@liuliang/contract';
import { rateOf } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Brand } from '../brands';
import { buyersIn, goodsBoth, goodsRows, paidForLines } from './figures.queries';
import type { GoodsPeriod } from './period';

/** Rows that one answer lists. */
const ROWS_MAX = 500;

/** Who bought what (HANDBOOK 17). */
@Injectable()
export class GoodsFiguresService {
  constructor(private readonly db: Database) {}

  /**
   * Items or categories by their buyers. Penetration is buyers of one over everybody who bought in these days.
   * @param depth of categories, from 1; null: the deepest level of each item
   */
  async figures(brand: Brand, period: GoodsPeriod, by: GoodsBy, depth: number | null, limit = ROWS_MAX) {
    return this.db.read(async (reader) => {
      const { buyers, orders } = await buyersIn(reader, brand.id, period);
      const amountFen = await paidForLines(reader, brand.id, period);
      const rows = await goodsRows(reader, brand.id, period, { by, depth, limit });
      return {
        ...{ buyers, orders, amountFen },
        rows: rows.map((row) => ({
          ...row,
          key: row.key.toString(),
          penetration: rateOf(row.buyers, buyers),
        })),
      };
    });
  }

  /** How many people bought both of two items, or of two categories at whatever level. */
  async both(
    brand: Brand,
    period: GoodsPeriod,
    by: GoodsBy,
    keys: readonly [string, string],
  ): Promise<number> {
    const [one, other] = [Buffer.from(keys[0]), Buffer.from(keys[1])];
    return this.db.read((reader) => goodsBoth(reader, brand.id, period, by, [one, other]));
  }
}
