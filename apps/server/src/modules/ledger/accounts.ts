import { accountKey, assert, type AccountRef, type Balances } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { AccountName, AccountState, LedgerQueries } from './queries';

/** Accounts by brand and account key. The system's come without a shard: the writer puts in its own. */
export type WantedAccounts = Map<number, Map<string, AccountRef>>;

export function want(wanted: WantedAccounts, brandId: number, account: AccountRef): void {
  let own = wanted.get(brandId);
  if (!own) wanted.set(brandId, (own = new Map()));
  own.set(accountKey(account), account);
}

/** An account whose row this transaction holds, as it will be at commit. */
export interface LockedAccount {
  readonly id: number;
  balance: number;
  version: number;
  /** Made by this transaction, which takes it back unless something is posted to it (INV-9). */
  readonly isNew: boolean;
  isMoved: boolean;
}

/** The accounts of one brand that a transaction has locked, and their balances as the pure rules take them. */
class BrandPage {
  readonly accounts = new Map<string, LockedAccount>();

  get(key: string): number | undefined {
    return this.accounts.get(key)?.balance;
  }
}

/** The accounts that a transaction has locked, with the balances that its postings leave behind one after another. */
export class AccountBook {
  private readonly brands = new Map<number, BrandPage>();

  add(brandId: number, key: string, locked: LockedAccount): void {
    let page = this.brands.get(brandId);
    if (!page) this.brands.set(brandId, (page = new BrandPage()));
    page.accounts.set(key, locked);
  }

  /** Balances by account key. */
  balances(brandId: number): Pick<Balances, 'get'> {
    return this.page(brandId);
  }

  move(brandId: number, key: string, amount: number): LockedAccount {
    const locked = this.page(brandId).accounts.get(key);
    assert(locked !== undefined, 'POINTS-2', 'an account is locked before it is posted to');
    locked.balance += amount;
    locked.version += 1;
    locked.isMoved = true;
    return locked;
  }

  has(brandId: number, key: string): boolean {
    return this.brands.get(brandId)?.accounts.has(key) ?? false;
  }

  movedAccounts(): LockedAccount[] {
    return this.all().filter((locked) => locked.isMoved);
  }

  unusedIds(): number[] {
    const unused = this.all().filter((locked) => locked.isNew && !locked.isMoved);
    return unused.map((locked) => locked.id);
  }

  private all(): LockedAccount[] {
    return [...this.brands.values()].flatMap(({ accounts }) => [...accounts.values()]);
  }

  private page(brandId: number): BrandPage {
    const page = this.brands.get(brandId);
    assert(page !== undefined, 'POINTS-2', 'an account is locked before it is posted to');
    return page;
  }
}

/** The row of an account: hot system accounts are one row per writer, read as their sum. */
export function accountName(brandId: number, account: AccountRef, writer: number): AccountName {
  const { ownerKind, ownerId, asset, bucket } = account;
  const shard = ownerKind === 'system' ? writer : 0;
  return { brandId, ownerKind, ownerId, asset, bucket, shard };
}

/** An account on its way to being locked; its id is 0 until its row is found or made. */
interface AccountSlot {
  readonly brandId: number;
  readonly key: string;
  readonly account: AccountRef;
  id: number;
  isNew: boolean;
}

/** Row ids kept at hand per brand, about 15 MB of them. */
const KNOWN_MAX = 100_000;

/** Finds, makes and locks the accounts of one writer. */
export class AccountLocks {
  /**
   * Ids of rows seen before, by brand and account key. An account keeps its row for ever: only a transaction that was
   * undone can make one wrong, and then it cannot be locked.
   */
  private readonly known = new Map<number, Map<string, number>>();

  constructor(
    private readonly queries: LedgerQueries,
    private readonly writer: number,
  ) {}

  /**
   * Locks accounts, always in the same order: by id those that are there, then missing ones are inserted by name and
   * locked like the others. An account must have a row before it can be locked, else two first postings would both see
   * nothing. New rows have the higher ids, and whoever inserts one holds its lock: done first, it would be out of order.
   */
  async lock(tx: Tx, wanted: WantedAccounts): Promise<AccountBook> {
    const slots = this.slotsOf(wanted);
    await this.find(tx, withoutRow(slots));
    const missing = withoutRow(slots);
    const book = new AccountBook();
    const areThere = await this.take(
      tx,
      book,
      slots.filter(({ id }) => id !== 0),
    );
    await this.make(tx, missing);
    // Whoever inserted a row holds its lock and knows what it says.
    for (const { brandId, key, id, isNew } of missing)
      if (isNew) book.add(brandId, key, { id, balance: 0, version: 0, isNew, isMoved: false });
    const others = missing.filter(({ isNew }) => !isNew);
    if (!areThere || !(await this.take(tx, book, others))) {
      assert(this.known.size > 0, 'POINTS-2', 'an account that was found or made can be locked');
      this.known.clear();
      return this.lock(tx, wanted);
    }
    return book;
  }

  /** @returns whether all of them were there to be locked */
  private async take(tx: Tx, book: AccountBook, slots: readonly AccountSlot[]): Promise<boolean> {
    const inOrder = [...slots].sort((a, b) => a.id - b.id);
    const rows = await this.queries.lockAccounts(
      tx,
      inOrder.map((slot) => slot.id),
    );
    if (rows.length < inOrder.length) return false;
    inOrder.forEach(({ brandId, key, id, isNew }, i) => {
      const { balance, version } = rows[i] as AccountState;
      book.add(brandId, key, { id, balance, version, isNew, isMoved: false });
    });
    return true;
  }

  private slotsOf(wanted: WantedAccounts): AccountSlot[] {
    const slots: AccountSlot[] = [];
    for (const [brandId, accounts] of wanted) {
      const known = this.knownOf(brandId);
      for (const [key, account] of accounts) {
        slots.push({ brandId, key, account, id: known.get(key) ?? 0, isNew: false });
      }
    }
    return slots;
  }

  private async find(tx: Tx, slots: readonly AccountSlot[]): Promise<void> {
    const found = await this.queries.accountIds(tx, this.namesOf(slots));
    slots.forEach((slot, i) => {
      slot.id = found[i] ?? 0;
      if (slot.id !== 0) this.knownOf(slot.brandId).set(slot.key, slot.id);
    });
  }

  private async make(tx: Tx, missing: readonly AccountSlot[]): Promise<void> {
    const inOrder = [...missing].sort((a, b) => a.brandId - b.brandId || (a.key < b.key ? -1 : 1));
    const names = this.namesOf(inOrder);
    const proposed = names.map((name) => ({ ...name, id: tx.nextId() }));
    await this.queries.insertAccounts(tx, proposed);
    // Where somebody else was first, theirs is the row. Ours may yet be undone, so neither is kept at hand.
    const settled = await this.queries.accountIds(tx, names);
    inOrder.forEach((slot, i) => {
      slot.id = settled[i] ?? 0;
      slot.isNew = slot.id === proposed[i]?.id;
    });
  }

  private namesOf(slots: readonly AccountSlot[]): AccountName[] {
    return slots.map(({ brandId, account }) => accountName(brandId, account, this.writer));
  }

  private knownOf(brandId: number): Map<string, number> {
    let known = this.known.get(brandId);
    if (!known || known.size > KNOWN_MAX) this.known.set(brandId, (known = new Map()));
    return known;
  }
}

const withoutRow = (slots: readonly AccountSlot[]): AccountSlot[] => slots.filter((slot) => slot.id === 0);
