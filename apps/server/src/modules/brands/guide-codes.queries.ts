import { Injectable } from '@nestjs/common';
import { cleanName } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { guides } from './entities';

/** Guides as orders name them: by the code that a till prints. */
@Injectable()
export class GuideCodes {
  /**
   * Guide ids by code, after adding codes met for the first time without a person behind them: whose sale it was is
   * never lost because the guide was not typed in yet. Codes were checked by `checkOutletCode`.
   */
  async guidesWith(tx: Tx, brandId: number, codes: Iterable<string>): Promise<Map<string, number>> {
    const wanted = [...new Set(codes)].sort();
    const known = await this.byCode(tx, brandId, wanted);
    const fresh = wanted.filter((code) => !known.has(code));
    if (fresh.length === 0) return known;
    const rows = fresh.map((code) => {
      const name = cleanName(code) || code;
      return { id: tx.nextId(), brandId, code: Buffer.from(code), name };
    });
    await guides.insert(tx, rows, { ignore: true });
    return this.byCode(tx, brandId, wanted);
  }

  /** Guides by their names; for a question to a person, since it looks through all of them. */
  async called(
    reader: Reader,
    brandId: number,
    names: readonly string[],
  ): Promise<{ code: string; name: string }[]> {
    if (names.length === 0) return [];
    const rows = await guides.select(reader, brandId, { name: names }, { columns: ['code', 'name'] });
    return rows.map(({ code, name }) => ({ code: code.toString(), name }));
  }

  /** Guides by their codes; a code that nobody has is left out. */
  async byCode(reader: Reader, brandId: number, codes: readonly string[]): Promise<Map<string, number>> {
    const code = codes.map((one) => Buffer.from(one));
    const rows = await guides.select(reader, brandId, { code }, { columns: ['id', 'code'] });
    return new Map(rows.map((row) => [row.code.toString(), row.id]));
  }
}
