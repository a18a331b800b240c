import { assert } from '@liuliang/domain';
import type { Reader, Tx } from './statements';

/** One counted thing: a row of a table that has a stock. */
export interface StockRef {
  readonly brandId: number;
  readonly id: number;
}

const COLUMNS = { left: 'left_count', held: 'held_count', taken: 'taken_count' } as const;
type Place = keyof typeof COLUMNS;

/**
 * The stock of the rows of a table, in its columns `stock`, `left_count`, `held_count` and `taken_count`. STOCK-1: stock
 * = left + held + taken, and none is below 0, because every change moves pieces from one to another by one conditional
 * UPDATE: two who want the last piece wait for each other at its row, and the second finds none. Whoever moves pieces
 * holds the lock of that row until commit.
 */
export class Stock {
  constructor(private readonly table: string) {}

  /** Sets pieces aside. @returns false when too few are left, or there is no such thing */
  async hold(tx: Tx, ref: StockRef, pieces = 1): Promise<boolean> {
    return this.move(tx, ref, 'left', 'held', pieces);
  }

  /** Pieces that were held are taken for good. */
  async capture(tx: Tx, ref: StockRef, pieces = 1): Promise<void> {
    await this.mustMove(tx, ref, 'held', 'taken', pieces);
  }

  /** Pieces that were held are left again. */
  async release(tx: Tx, ref: StockRef, pieces = 1): Promise<void> {
    await this.mustMove(tx, ref, 'held', 'left', pieces);
  }

  /** Pieces that were taken are brought back. */
  async restore(tx: Tx, ref: StockRef, pieces = 1): Promise<void> {
    await this.mustMove(tx, ref, 'taken', 'left', pieces);
  }

  /** @returns false when the stock would be less than what is held and taken */
  async resize(tx: Tx, { brandId, id }: StockRef, stock: number): Promise<boolean> {
    const changed = await tx.exec(
      `UPDATE ${this.table} SET stock = ?, left_count = ? - held_count - taken_count` +
        ' WHERE id = ? AND brand_id = ? AND held_count + taken_count <= ?',
      [stock, stock, id, brandId, stock],
    );
    return changed === 1;
  }

  /** Rows that break STOCK-1, for the audit. @param brandId null: of every brand */
  async faults(reader: Reader, brandId: number | null, limit: number): Promise<number[]> {
    const rows = await reader.query<{ id: number }>(
      `SELECT id FROM ${this.table} WHERE (stock <> left_count + held_count + taken_count` +
        ' OR left_count < 0 OR held_count < 0 OR taken_count < 0)' +
        `${brandId === null ? '' : ' AND brand_id = ?'} ORDER BY id LIMIT ?`,
      brandId === null ? [limit] : [brandId, limit],
    );
    return rows.map(({ id }) => id);
  }

  private async mustMove(tx: Tx, ref: StockRef, from: Place, to: Place, pieces: number): Promise<void> {
    const isMoved = await this.move(tx, ref, from, to, pieces);
    assert(isMoved, 'STOCK-1', `what is moved from ${from} to ${to} was there`);
  }

  private async move(tx: Tx, ref: StockRef, from: Place, to: Place, pieces: number): Promise<boolean> {
    assert(Number.isSafeInteger(pieces) && pieces > 0, 'STOCK-1', 'pieces are whole and more than none');
    const [source, target] = [COLUMNS[from], COLUMNS[to]];
    const changed = await tx.exec(
      `UPDATE ${this.table} SET ${source} = ${source} - ?, ${target} = ${target} + ?` +
        ` WHERE id = ? AND brand_id = ? AND ${source} >= ?`,
      [pieces, pieces, ref.id, ref.brandId, pieces],
    );
    return changed === 1;
  }
}
