import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Tx, type Value } from '../../platform/db/statements';
import { IdSource } from '../../platform/ids';

/** Guides as orders name them: by the code that a till prints. */
@Injectable()
export class GuideCodesQueries {
  constructor(private readonly ids: IdSource) {}

  /**
   * Guide ids by code, after adding codes met for the first time without a person behind them: whose sale it was is
   * never lost because the guide was not typed in yet. Codes were checked by `checkOutletCode`.
   */
  async guidesWith(tx: Tx, brandId: number, codes: Iterable<string>): Promise<Map<string, number>> {
    const wanted = [...new Set(codes)].sort();
    const known = await this.byCode(tx, brandId, wanted);
    const fresh = wanted.filter((code) => !known.has(code));
    if (fresh.length === 0) return known;
    const rows = fresh.map((code): Value[] => [this.ids.next(), brandId, Buffer.from(code), code]);
    await insertRows(tx, 'guide', ['id', 'brand_id', 'code', 'name'], rows, { ignore: true });
    return this.byCode(tx, brandId, wanted);
  }

  private async byCode(tx: Tx, brandId: number, codes: readonly string[]): Promise<Map<string, number>> {
    const rows = await queryIn<{ id: number; code: Buffer }>(
      tx,
      codes.map((code) => Buffer.from(code)),
      (list) => `SELECT id, code FROM guide WHERE brand_id = ? AND code IN (${list})`,
      [brandId],
    );
    return new Map(rows.map((row) => [row.code.toString(), row.id]));
  }
}
