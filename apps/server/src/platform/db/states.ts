import type { Lifecycle } from '@liuliang/domain';
import type { Tx, Value } from './statements';

/** A row that lives by a lifecycle. */
export interface StateRef {
  readonly brandId: number;
  readonly id: number;
}

/** What became of a move: `elsewhere` has the state that the row was in instead. */
export type Moved<S extends string> =
  | { readonly kind: 'moved' }
  | { readonly kind: 'elsewhere'; readonly state: S }
  | { readonly kind: 'unknown' };

/** Columns that a move fills in: who, when, why. */
export type Stamps = Readonly<Record<string, Value>>;

/**
 * Moves rows of a table along a lifecycle. STATE-1: a row moves only by a move of its lifecycle, and of two who move it
 * at once one has moved it and the other is told where it is; whatever else the move means commits with it or not at
 * all. The row stays locked until commit.
 */
export class States<S extends string, M extends string> {
  constructor(
    private readonly table: string,
    private readonly lifecycle: Lifecycle<S, M>,
  ) {}

  async move(tx: Tx, { brandId, id }: StateRef, move: M, stamps: Stamps = {}): Promise<Moved<S>> {
    if ((await this.update(tx, brandId, [id], move, stamps)) === 1) return { kind: 'moved' };
    const sql = `SELECT state FROM ${this.table} WHERE id = ? AND brand_id = ?`;
    const [row] = await tx.query<{ state: S }>(sql, [id, brandId]);
    return row ? { kind: 'elsewhere', state: row.state } : { kind: 'unknown' };
  }

  /** Moves those of many that can. @returns the ids that were moved */
  async moveAll(
    tx: Tx,
    brandId: number,
    ids: readonly number[],
    move: M,
    stamps: Stamps = {},
  ): Promise<number[]> {
    if (ids.length === 0) return [];
    const { from } = this.lifecycle.moves[move];
    const rows = await tx.query<{ id: number }>(
      `SELECT id FROM ${this.table} WHERE id IN (${marks(ids)}) AND brand_id = ? AND state IN (${marks(from)})` +
        ` ORDER BY id${tx.dialect.forUpdate}`,
      [...ids, brandId, ...from],
    );
    const found = rows.map((row) => row.id);
    if (found.length > 0) await this.update(tx, brandId, found, move, stamps);
    return found;
  }

  private update(tx: Tx, brandId: number, ids: readonly number[], move: M, stamps: Stamps): Promise<number> {
    const { from, to } = this.lifecycle.moves[move];
    const columns = Object.keys(stamps).map((column) => `, ${column} = ?`);
    return tx.exec(
      `UPDATE ${this.table} SET state = ?${columns.join('')} WHERE id IN (${marks(ids)})` +
        ` AND brand_id = ? AND state IN (${marks(from)})`,
      [to, ...Object.values(stamps), ...ids, brandId, ...from],
    );
  }
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(',');
