import { accountKey, assert, type AccountRef, type Balances } from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { AccountName, AccountState, LedgerQueries } from './queries';

/** Accounts by brand and account key. The system's come without a shard: the writer puts in its own. */
export type WantedAccounts = Map<number, Map<string, AccountRef>>;

type IsAccount = (brandId: number, account: AccountRef) => boolean;

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
  /** What its row will be called while there is none: it is written with its first balance. Null: the row is there. */
  unwritten: AccountName | null;
}

/** An account that is written for the first time, as its first postings leave it. */
export type FirstState = AccountName & AccountState;

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

  /** What was posted to, apart by whether there is a row to change. What is asked for counts as written. */
  takeMoved(): { readonly first: FirstState[]; readonly further: AccountState[] } {
    const first: FirstState[] = [];
    const further: AccountState[] = [];
    for (const locked of this.all()) {
      if (!locked.isMoved) continue;
      if (locked.unwritten === null) further.push(locked);
      else first.push(firstStateOf(locked.unwritten, locked));
      locked.unwritten = null;
    }
    return { first, further };
  }

  unusedIds(): number[] {
    const unused = this.all().filter((one) => one.isNew && !one.isMoved && one.unwritten === null);
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

/** Field by field: a batch opens thousands. */
const firstStateOf = (name: AccountName, { id, balance, version }: AccountState): FirstState => ({
  id,
  brandId: name.brandId,
  ownerKind: name.ownerKind,
  ownerId: name.ownerId,
  asset: name.asset,
  bucket: name.bucket,
  shard: name.shard,
  balance,
  version,
});

/** The row of an account: hot system accounts are one row per writer, read as their sum. */
export function accountName(brandId: number, account: AccountRef, writer: number): AccountName {
  const { ownerKind, ownerId, asset, bucket } = account;
  const shard = ownerKind === 'system' ? writer : 0;
  return { brandId, ownerKind, ownerId, asset, bucket, shard };
}

/** An account on its way to being locked; its id is 0 until its row is found or made. */
interface AccountSlot {
  readonly name: AccountName;
  readonly key: string;
  readonly account: AccountRef;
  id: number;
  isNew: boolean;
}

/** Row ids kept at hand per brand, about 15 MB of them. */
const KNOWN_MAX = 100_000;

/** Finds, makes and locks the accounts of writers. */
export class AccountLocks {
  /**
   * Ids of rows seen before, by brand and account key. An account keeps its row for ever: only a transaction that was
   * undone can make one wrong, and then it cannot be locked.
   */
  private readonly known = new Map<number, Map<string, number>>();

  constructor(private readonly queries: LedgerQueries) {}

  /**
   * Locks accounts, always in the same order: by id those that are there, then missing ones are inserted by name and
   * locked like the others. An account must have a row before it can be locked, else two first postings would both see
   * nothing. New rows have the higher ids, and whoever inserts one holds its lock: done first, it would be out of order.
   *
   * A member who is only credited is under the lock of their customer, so that nobody else makes an account of theirs
   * meanwhile. Such an account gets its row with its first balance. Where somebody was first after all, its name is
   * taken and the transaction runs again.
   * @param writer whose shards of the system's accounts
   * @param hasLotsRead whether lots are read under the lock of this account, which must have a row then
   */
  async lock(tx: Tx, writer: number, wanted: WantedAccounts, hasLotsRead: IsAccount): Promise<AccountBook> {
    const slots = this.slotsOf(wanted, writer);
    await this.find(tx, withoutRow(slots));
    const missing = withoutRow(slots);
    const [made, later] = parted(
      missing,
      ({ name, account }) => name.ownerKind !== 'member' || hasLotsRead(name.brandId, account),
    );
    const book = new AccountBook();
    const areThere = await this.take(
      tx,
      book,
      slots.filter(({ id }) => id !== 0),
    );
    await this.make(tx, made);
    for (const slot of later) this.addUnwritten(tx, book, slot);
    // Whoever inserted a row holds its lock and knows what it says.
    for (const { name, key, id, isNew } of made)
      if (isNew) book.add(name.brandId, key, standing(id, 0, 0, true));
    const others = made.filter(({ isNew }) => !isNew);
    if (!areThere || !(await this.take(tx, book, others))) {
      assert(this.known.size > 0, 'POINTS-2', 'an account that was found or made can be locked');
      this.known.clear();
      return this.lock(tx, writer, wanted, hasLotsRead);
    }
    return book;
  }

  private addUnwritten(tx: Tx, book: AccountBook, { name: unwritten, key }: AccountSlot): void {
    book.add(unwritten.brandId, key, {
      id: tx.nextId(),
      balance: 0,
      version: 0,
      isNew: true,
      isMoved: false,
      unwritten,
    });
  }

  /** @returns whether all of them were there to be locked */
  private async take(tx: Tx, book: AccountBook, slots: readonly AccountSlot[]): Promise<boolean> {
    const inOrder = [...slots].sort((a, b) => a.id - b.id);
    const rows = await this.queries.lockAccounts(
      tx,
      inOrder.map((slot) => slot.id),
    );
    if (rows.length < inOrder.length) return false;
    inOrder.forEach(({ name, key, id, isNew }, i) => {
      const { balance, version } = rows[i] as AccountState;
      book.add(name.brandId, key, standing(id, balance, version, isNew));
    });
    return true;
  }

  private slotsOf(wanted: WantedAccounts, writer: number): AccountSlot[] {
    const slots: AccountSlot[] = [];
    for (const [brandId, accounts] of wanted) {
      const known = this.knownOf(brandId);
      for (const [key, account] of accounts) {
        const name = accountName(brandId, account, writer);
        slots.push({ name, key, account, id: known.get(rowKey(key, name)) ?? 0, isNew: false });
      }
    }
    return slots;
  }

  private async find(tx: Tx, slots: readonly AccountSlot[]): Promise<void> {
    const found = await this.queries.accountIds(tx, namesOf(slots));
    slots.forEach((slot, i) => {
      slot.id = found[i] ?? 0;
      const { name, key } = slot;
      if (slot.id !== 0) this.knownOf(name.brandId).set(rowKey(key, name), slot.id);
    });
  }

  private async make(tx: Tx, missing: readonly AccountSlot[]): Promise<void> {
    const inOrder = [...missing].sort((a, b) => a.name.brandId - b.name.brandId || (a.key < b.key ? -1 : 1));
    const names = namesOf(inOrder);
    const proposed = names.map((name) => ({ ...name, id: tx.nextId() }));
    await this.queries.insertAccounts(tx, proposed);
    // Where somebody else was first, theirs is the row. Ours may yet be undone, so neither is kept at hand.
    const settled = await this.queries.accountIds(tx, names);
    inOrder.forEach((slot, i) => {
      slot.id = settled[i] ?? 0;
      slot.isNew = slot.id === proposed[i]?.id;
    });
  }

  private knownOf(brandId: number): Map<string, number> {
    let known = this.known.get(brandId);
    if (!known || known.size > KNOWN_MAX) this.known.set(brandId, (known = new Map()));
    return known;
  }
}

const namesOf = (slots: readonly AccountSlot[]): AccountName[] => slots.map(({ name }) => name);

/** An account of the system has a row for each writer. */
const rowKey = (key: string, { shard }: AccountName): string => (shard === 0 ? key : `${shard}/${key}`);

const standing = (id: number, balance: number, version: number, isNew: boolean): LockedAccount => ({
  id,
  balance,
  version,
  isNew,
  isMoved: false,
  unwritten: null,
});

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const one of all) parts[isFirst(one) ? 0 : 1].push(one);
  return parts;
}

const withoutRow = (slots: readonly AccountSlot[]): AccountSlot[] => slots.filter((slot) => slot.id === 0);
