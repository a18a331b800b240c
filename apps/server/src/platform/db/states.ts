import type { Lifecycle } from '@liuliang/domain';
import type { Column } from './columns';
import type { And } from './conditions';
import type { Tx } from './statements';
import type { BrandTable, RowOf, Where } from './table';

type StateColumns = Readonly<Record<string, Column>> & {
  readonly id: Column<number>;
  readonly brandId: Column<number>;
  readonly state: Column<string>;
};
type StateIn<C> = C extends { readonly state: Column<infer S extends string> } ? S : never;

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

/**
 * Moves rows of a table along a lifecycle. STATE-1: a row moves only by a move of its lifecycle, and of two who move it
 * at once one has moved it and the other is told where it is; whatever else the move means commits with it or not at
 * all. The row stays locked until commit.
 */
export class States<C extends StateColumns, M extends string> {
  constructor(
    private readonly table: BrandTable<C>,
    private readonly lifecycle: Lifecycle<StateIn<C>, M>,
  ) {}

  /**
   * @param stamps columns that the move fills in: who, when, why
   * @param and what else must hold of the row: a lease that nobody has taken over
   */
  async move(
    tx: Tx,
    { brandId, id }: StateRef,
    move: M,
    stamps: Partial<RowOf<BrandTable<C>>> = {},
    and?: And,
  ): Promise<Moved<StateIn<C>>> {
    const { from, to } = this.lifecycle.moves[move];
    // The columns of `StateColumns` are in every C; TypeScript cannot see them through the mapped type.
    const here = { id, state: from } as unknown as Where<C>;
    const change = { ...stamps, state: to } as Partial<RowOf<BrandTable<C>>>;
    if ((await this.table.set(tx, brandId, here, change, and)) === 1) return { kind: 'moved' };
    const only = { columns: ['state' as const] };
    const row = (await this.table.one(tx, brandId, { id } as unknown as Where<C>, only)) as {
      readonly state: StateIn<C>;
    } | null;
    return row ? { kind: 'elsewhere', state: row.state } : { kind: 'unknown' };
  }
}
