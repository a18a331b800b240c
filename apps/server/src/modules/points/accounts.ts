import { assert, type AccountRef, type Balances } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { IdSource } from '../../platform/ids';
import type { AccountName, LedgerStore } from './store';

/** Accounts by brand and account key. The system's come without a shard: the writer puts in its own. */
export type WantedAccounts = Map<number, Map<string, AccountRef>>;

/** An account whose row this transaction holds, as it will be at commit. */
export interface LockedAccount {
  readonly id: number;
  balance: number;
  version: number;
  /** Made by this transaction, which takes it back unless something is posted to it (INV-9). */
  readonly isNew: boolean;
}

/** The accounts of one brand that a transaction has locked. */
interface BrandPage {
  readonly accounts: Map<string, LockedAccount>;
  readonly balances: Map<string, number>;
}

/** The accounts that a transaction has locked, with the balances that its postings leave behind one after another. */
export class AccountBook {
  private readonly brands = new Map<number, BrandPage>();
  private readonly moved = new Set<LockedAccount>();

  add(brandId: number, key: string, locked: LockedAccount): void {
    let page = this.brands.get(brandId);
    if (!page) this.brands.set(brandId, (page = { accounts: new Map(), balances: new Map() }));
    page.accounts.set(key, locked);
    page.balances.set(key, locked.balance);
  }

  /** Balances by account key, as the pure rules take them. */
  balances(brandId: number): Balances {
    return this.page(brandId).balances;
  }

  move(brandId: number, key: string, amount: number): LockedAccount {
    const page = this.page(brandId);
    const locked = page.accounts.get(key);
    assert(locked !== undefined, 'POINTS-2', 'an account is locked before it is posted to');
    locked.balance += amount;
    locked.version += 1;
    page.balances.set(key, locked.balance);
    this.moved.add(locked);
    return locked;
  }

  movedAccounts(): LockedAccount[] {
    return [...this.moved];
  }

  unusedIds(): number[] {
    const all = [...this.brands.values()].flatMap(({ accounts }) => [...accounts.values()]);
    return all.filter((locked) => locked.isNew && !this.moved.has(locked)).map((locked) => locked.id);
  }

  private page(brandId: number): BrandPage {
    const page = this.brands.get(brandId);
    assert(page !== undefined, 'POINTS-2', 'an account is locked before it is posted to');
    return page;
  }
}

/** An account on its way to being locked. */
interface Seat {
  readonly key: string;
  readonly name: AccountName;
  id: number;
  isNew: boolean;
}

/** The row of an account: hot system accounts are one row per writer, read as their sum. */
export function accountName(brandId: number, account: AccountRef, writer: number): AccountName {
  const { ownerKind, ownerId, asset, bucket } = account;
  const shard = ownerKind === 'system' ? writer : 0;
  return { brand_id: brandId, owner_kind: ownerKind, owner_id: ownerId, asset, bucket, shard };
}

/**
 * Finds or makes accounts and locks them, always in the same order: missing rows are inserted by name, then all are
 * locked by id. An account must have a row before it can be locked, else two first postings would both see nothing.
 */
export async function lockAccounts(
  tx: Tx,
  store: LedgerStore,
  ids: IdSource,
  writer: number,
  wanted: WantedAccounts,
): Promise<AccountBook> {
  const seats: Seat[] = [];
  for (const [brandId, accounts] of wanted) {
    for (const [key, account] of accounts) {
      seats.push({ key, name: accountName(brandId, account, writer), id: 0, isNew: false });
    }
  }
  await findIds(tx, store, seats);
  const missing = seats.filter((seat) => seat.id === 0);
  if (missing.length > 0) await makeAccounts(tx, store, ids, missing);
  const states = new Map(
    (
      await store.lockAccounts(
        tx,
        seats.map((seat) => seat.id),
      )
    ).map((state) => [state.id, state]),
  );
  const book = new AccountBook();
  for (const { key, name, id, isNew } of seats) {
    const state = states.get(id);
    assert(state !== undefined, 'POINTS-2', 'an account that was found or made can be locked');
    book.add(name.brand_id, key, { ...state, isNew });
  }
  return book;
}

async function findIds(tx: Tx, store: LedgerStore, seats: readonly Seat[]): Promise<void> {
  const found = await store.accountIds(
    tx,
    seats.map((seat) => seat.name),
  );
  seats.forEach((seat, i) => (seat.id = found[i] ?? 0));
}

async function makeAccounts(
  tx: Tx,
  store: LedgerStore,
  ids: IdSource,
  missing: readonly Seat[],
): Promise<void> {
  const inOrder = [...missing].sort((a, b) => a.name.brand_id - b.name.brand_id || (a.key < b.key ? -1 : 1));
  const proposed = inOrder.map((seat) => ({ ...seat.name, id: ids.next() }));
  await store.insertAccounts(tx, proposed);
  // Where somebody else was first, theirs is the row.
  await findIds(tx, store, inOrder);
  inOrder.forEach((seat, i) => (seat.isNew = seat.id === proposed[i]?.id));
}
