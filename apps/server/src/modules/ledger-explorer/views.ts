import type {
  LedgerAccount,
  LedgerAccountLine,
  LedgerHold,
  LedgerLot,
  LedgerLotMove,
  LedgerOwner,
} from '@liuliang/contract';
import { causeOf, NEVER_MS } from '@liuliang/domain';
import type { z } from 'zod';
import type { PublicIds } from '../../platform/ids';
import {
  causeFactsOf,
  sourceOf,
  type AccountRow,
  type EntryRow,
  type HoldRow,
  type LotMoveRow,
  type LotRow,
  type TransactionRow,
} from '../ledger';
import type { LineRow, SourceColumns } from './queries';

type Account = z.input<typeof LedgerAccount>;
type Owner = z.input<typeof LedgerOwner>;
type Head = TransactionRow & SourceColumns;
/** What names an owner in a row. */
export type Owned = Pick<AccountRow, 'ownerKind' | 'ownerId'>;
type Stores = ReadonlyMap<string, { readonly id: number; readonly name: string }>;

/** Owners of accounts by the names under which people know them: public ids, and codes of stores. */
export class OwnerWords {
  private readonly storesById: ReadonlyMap<number, { readonly code: string; readonly name: string }>;

  constructor(
    private readonly publicIds: PublicIds,
    private readonly stores: Stores,
  ) {
    this.storesById = new Map([...stores].map(([code, { id, name }]) => [id, { code, name }]));
  }

  /** The owner behind what was typed; null when it names nobody. */
  ownerOf(kind: string | undefined, text: string): Owned | null {
    const member = this.publicIds.decode('cus', text);
    if (member !== null && (kind ?? 'member') === 'member') return { ownerKind: 'member', ownerId: member };
    const guide = this.publicIds.decode('gde', text);
    if (guide !== null && (kind ?? 'guide') === 'guide') return { ownerKind: 'guide', ownerId: guide };
    const store = this.stores.get(text);
    return store && (kind ?? 'store') === 'store' ? { ownerKind: 'store', ownerId: store.id } : null;
  }

  named(kind: Owned['ownerKind'], id: number, guides: ReadonlyMap<number, string>): Owner {
    switch (kind) {
      case 'member':
        return { kind, id: this.publicIds.encode('cus', id), name: null };
      case 'guide':
        return { kind, id: this.publicIds.encode('gde', id), name: guides.get(id) ?? null };
      case 'store':
        return { kind, id: this.storeCode(id), name: this.storesById.get(id)?.name ?? null };
      default:
        return { kind, id: null, name: null };
    }
  }

  storeName(id: number): string | null {
    return this.storesById.get(id)?.name ?? null;
  }

  storeCode(id: number): string | null {
    return this.storesById.get(id)?.code ?? null;
  }
}

/** Turns rows into what the screens take. */
export class LedgerViews {
  constructor(
    private readonly words: OwnerWords,
    private readonly guides: ReadonlyMap<number, string>,
    private readonly publicIds: PublicIds,
  ) {}

  transactionId(id: number): string {
    return this.publicIds.encode('ptx', id);
  }

  account(row: AccountRow): Account {
    return {
      id: this.publicIds.encode('acc', row.id),
      owner: this.owner(row.ownerKind, row.ownerId),
      asset: row.asset,
      bucket: row.bucket,
      shard: row.shard,
      balance: row.balance,
      version: row.version,
    };
  }

  head(row: Head): Omit<z.input<typeof LedgerAccountLine>, 'amount' | 'balanceAfter' | 'accountVersion'> {
    return {
      id: this.transactionId(row.id),
      kind: row.kind,
      postingKey: row.postingKey.toString('latin1'),
      source: sourceOf(causeOf(causeFactsOf(row)), row.orderKey?.toString() ?? null, this.publicIds),
      occurredAtMs: row.occurredAtMs,
      postedAtMs: row.postedAtMs,
    };
  }

  line(row: LineRow): z.input<typeof LedgerAccountLine> {
    return { ...this.head(row), ...amountsOf(row) };
  }

  entry(row: EntryRow, account: AccountRow) {
    return { line: row.line, account: this.account(account), ...amountsOf(row) };
  }

  lot(row: LotRow): z.input<typeof LedgerLot> {
    return {
      id: this.lotId(row.id),
      owner: this.owner(row.ownerKind, row.ownerId),
      asset: row.asset,
      points: row.amount,
      pending: row.pending,
      remaining: row.remaining,
      held: row.held,
      openedAtMs: row.openedAtMs,
      activatesAtMs: row.activatesAtMs === 0 ? null : row.activatesAtMs,
      expiresAtMs: row.expiresAtMs === NEVER_MS ? null : row.expiresAtMs,
      funder: this.owner(row.funderKind, row.funderId),
      store: this.words.storeName(row.storeId),
      isOpen: row.isOpen === 1,
      openedBy: row.openedBy === 0 ? null : this.transactionId(row.openedBy),
      carriedFrom: row.carriedFrom === 0 ? null : this.lotId(row.carriedFrom),
    };
  }

  /** The opening of a lot as the move that it is told by. @param row with its figures as they were then */
  opening(row: LotRow, by: Head): z.input<typeof LedgerLotMove> {
    return {
      lotId: this.lotId(row.id),
      version: 0,
      transactionId: this.transactionId(by.id),
      kind: by.kind,
      occurredAtMs: by.occurredAtMs,
      pendingChange: row.pending,
      remainingChange: row.remaining,
      heldChange: row.held,
      pendingAfter: row.pending,
      remainingAfter: row.remaining,
      heldAfter: row.held,
      expiresToMs: null,
    };
  }

  move(row: LotMoveRow): z.input<typeof LedgerLotMove> {
    return {
      lotId: this.lotId(row.lotId),
      version: row.version,
      transactionId: this.transactionId(row.transactionId),
      kind: row.kind,
      occurredAtMs: row.occurredAtMs,
      pendingChange: row.pendingChange,
      remainingChange: row.remainingChange,
      heldChange: row.heldChange,
      pendingAfter: row.pendingAfter,
      remainingAfter: row.remainingAfter,
      heldAfter: row.heldAfter,
      expiresToMs: row.expiresToMs || null,
    };
  }

  hold(row: HoldRow): z.input<typeof LedgerHold> {
    return {
      id: this.publicIds.encode('hld', row.id),
      holdKey: row.holdKey.toString('latin1'),
      owner: this.owner(row.ownerKind, row.ownerId),
      asset: row.asset,
      points: row.points,
      purpose: row.purpose,
      state: row.state,
      createdAtMs: row.createdAtMs,
      expiresAtMs: row.expiresAtMs,
      settledAtMs: row.settledAtMs || null,
      captured: row.captured,
      restored: row.restored,
      heldBy: this.transactionId(row.heldBy),
      settledBy: row.settledBy === 0 ? null : this.transactionId(row.settledBy),
    };
  }

  private owner(kind: Owned['ownerKind'], id: number): Owner {
    return this.words.named(kind, id, this.guides);
  }

  private lotId(id: number): string {
    return this.publicIds.encode('lot', id);
  }
}

const amountsOf = (row: Pick<EntryRow, 'amount' | 'balanceAfter' | 'accountVersion'>) => ({
  amount: row.amount,
  balanceAfter: row.balanceAfter,
  accountVersion: row.accountVersion,
});
