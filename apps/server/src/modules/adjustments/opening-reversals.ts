import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/db/statements';
import { PublicIds } from '../../platform/ids';
import type { Brand } from '../brands';
import type { ImportRow, TakenBack } from '../imports';
import { LateFacts, Ledger } from '../ledger';
import { CustomersService, type LockedCustomers } from '../members';
import { openingBalances, type OpeningRow } from './entities';
import { takingBack } from './postings';
import { UnusedBalances } from './unused-balances';

const ROWS_PER_STEP = 500;

/**
 * Takes balances back that an upload brought. ADJUSTMENTS-4: a balance is taken back whole and out of its own lot, or left
 * where it is because somebody used some of it; nobody's other points are touched. Order of locks: customers, accounts.
 */
@Injectable()
export class OpeningReversals {
  constructor(
    private readonly customers: CustomersService,
    private readonly unused: UnusedBalances,
    private readonly ledger: Ledger,
    private readonly lateFacts: LateFacts,
    private readonly publicIds: PublicIds,
  ) {}

  /** Some of an import, in its order. @returns null when none is left */
  async takeBack(tx: Tx, brand: Brand, { id: importId }: ImportRow): Promise<TakenBack | null> {
    const some = { importId, taken: '' } as const;
    const rows = await openingBalances.select(tx, brand.id, some, { order: 'id', limit: ROWS_PER_STEP });
    if (rows.length === 0) return null;
    const ids = rows.map(({ customerId }) => customerId);
    // Nobody uses them while their owners are locked.
    const locked = await this.customers.lock(tx, brand, ids);
    const left = await this.unused.of(tx, brand.id, rows);
    const whole = rows.filter((row) => left.get(row.id) === row.points && isStillTheirs(row, locked));
    const taken = await this.post(tx, brand, whole, this.publicIds.encode('imp', importId));
    for (const row of rows) {
      if (!taken.has(row.id)) await openingBalances.set(tx, brand.id, { id: row.id }, { taken: 'left' });
      // Its line may come again, put right.
      else {
        const change = { taken: 'back', lineKey: Buffer.from(`taken-back:${row.id}`) } as const;
        await openingBalances.set(tx, brand.id, { id: row.id }, change);
      }
    }
    return { refunded: taken.size, nothingLeft: rows.length - taken.size };
  }

  /** @returns ids of the rows that were taken back */
  private async post(
    tx: Tx,
    brand: Brand,
    rows: readonly OpeningRow[],
    broughtBy: string,
  ): Promise<ReadonlySet<number>> {
    const differing: OpeningRow[] = [];
    for (const row of rows) {
      const owner = { kind: 'member', id: row.customerId } as const;
      if (await this.lateFacts.mayDiffer(tx, { brandId: brand.id, owner, asset: row.asset }))
        differing.push(row);
    }
    const posted = await this.ledger.post(
      tx,
      rows.map((row) => takingBack({ ...row, broughtBy }, tx.nowMs(), broughtBy)),
    );
    for (const { customerId, id } of differing)
      await this.lateFacts.straighten(tx, brand.id, [customerId], { kind: 'manual', id: String(id) });
    const taken = rows.filter((_, i) => {
      const one = posted[i];
      if (one && !one.ok && one.error.code !== 'POINTS_INSUFFICIENT')
        throw new Error(`ADJUSTMENTS-4: a balance could not be taken back: ${one.error.code}`);
      return one?.ok;
    });
    return new Set(taken.map(({ id }) => id));
  }
}

/** After a merge they are somebody else's, in another account. */
const isStillTheirs = ({ customerId }: OpeningRow, locked: LockedCustomers): boolean =>
  locked.find(customerId)?.customerId === customerId;
