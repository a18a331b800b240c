import { Injectable } from '@nestjs/common';
import { cleanName } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { Callers } from '../../platform/http';
import { guides } from './entities';

type Guide = RowOf<typeof guides>;

/** A guide, still here or left. */
export type KnownGuide = Pick<Guide, 'id' | 'name' | 'storeId' | 'customerId' | 'leftAtMs'>;

export type GuideRow = Pick<Guide, 'id' | 'code' | 'name' | 'storeId' | 'leftAtMs'> & {
  readonly storeCode: Buffer | null;
  readonly storeName: string | null;
};

const ROW = `${guides.columns('g', ['id', 'code', 'name', 'storeId', 'leftAtMs'])}, s.code AS storeCode,
  s.name AS storeName FROM guide g LEFT JOIN store s ON s.id = g.store_id WHERE g.brand_id = ?`;

/** The brand's guides, with the stores they work in. */
@Injectable()
export class GuideDirectory {
  constructor(private readonly callers: Callers) {}

  /** The live guide role of a person, by any id their history is filed under. */
  async roleOf(reader: Reader, brandId: number, family: readonly number[]): Promise<GuideRow | null> {
    const list = family.map(() => '?').join(',');
    const sql =
      `SELECT ${ROW} AND g.customer_id IN (${list}) AND g.left_at_ms = 0` +
      ' AND s.id IS NOT NULL ORDER BY g.id LIMIT 1';
    return (await reader.query<GuideRow>(sql, [brandId, ...family]))[0] ?? null;
  }

  /** Guides by id, whether they are still here or left; ids of other brands are left out. */
  async byIds(reader: Reader, brandId: number, ids: readonly number[]): Promise<KnownGuide[]> {
    return guides.select(
      reader,
      brandId,
      { id: [...new Set(ids)] },
      { columns: ['id', 'name', 'storeId', 'customerId', 'leftAtMs'] },
    );
  }

  /** The roles of a person as a guide, still held or ended, by any id their history is filed under. */
  async idsOf(reader: Reader, brandId: number, family: readonly number[]): Promise<number[]> {
    const rows = await guides.select(reader, brandId, { customerId: family }, { columns: ['id'] });
    return rows.map(({ id }) => id);
  }

  /** Adds a guide, or gives the one first met in an import its person, store and name; a name that shows nothing is the code. */
  async put(tx: Tx, guide: Omit<Guide, 'leftAtMs' | 'code'> & { readonly code: string }): Promise<void> {
    const tail = tx.dialect.upsert(['brand_id', 'code'], ['store_id', 'customer_id', 'name']);
    const name = cleanName(guide.name) || guide.code;
    await guides.insert(tx, [{ ...guide, name, code: Buffer.from(guide.code) }], { tail });
    this.callers.forgetBrand(tx, guide.brandId);
  }

  /** Those who left come last. */
  async all(reader: Reader, brandId: number, limit: number): Promise<GuideRow[]> {
    return reader.query<GuideRow>(
      `SELECT ${ROW} ORDER BY CASE WHEN g.left_at_ms = 0 THEN 0 ELSE 1 END, g.code LIMIT ?`,
      [brandId, limit],
    );
  }

  async byId(reader: Reader, brandId: number, id: number): Promise<GuideRow | null> {
    return (await reader.query<GuideRow>(`SELECT ${ROW} AND g.id = ?`, [brandId, id]))[0] ?? null;
  }

  /**
   * Locks a guide until commit, so that nobody is bound to one who is leaving, and two requests of one guide are judged
   * one after the other. @returns null when there is none, or none any more
   */
  async lock(tx: Tx, brandId: number, id: number): Promise<{ readonly customerId: number } | null> {
    const guide = await guides.one(
      tx,
      brandId,
      { id },
      { columns: ['customerId', 'leftAtMs'], lock: 'update' },
    );
    return guide?.leftAtMs === 0 ? guide : null;
  }

  async move(tx: Tx, brandId: number, id: number, storeId: number): Promise<void> {
    await guides.set(tx, brandId, { id }, { storeId });
    this.callers.forgetBrand(tx, brandId);
  }

  async leave(tx: Tx, brandId: number, id: number, atMs: number): Promise<void> {
    await guides.set(tx, brandId, { id }, { leftAtMs: atMs });
    this.callers.forgetBrand(tx, brandId);
  }
}
