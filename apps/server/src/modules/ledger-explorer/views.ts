import type {
  LedgerAccount,
  LedgerAccountLine,
  LedgerHold,
  LedgerLot,
  LedgerLotMove,
  LedgerOwner,
  LedgerSource,
} from '@liuliang/contract';
import { NEVER_MS } from '@liuliang/domain';
import type { z } from 'zod';
import type { PublicIds } from '../../platform/ids';
import type { AccountRow, LineRow, OwnerName, SourceColumns } from './queries';
import type { LotMoveRow, LotReadRow, HoldRow, EntryRow, TransactionRow } from '../ledger';

type Account = z.input<typeof LedgerAccount>;
type Owner = z.input<typeof LedgerOwner>;
type Head = Pick<
  TransactionRow,
  'id' | 'posting_key' | 'kind' | 'reference_kind' | 'reference_id' | 'occurred_at_ms' | 'posted_at_ms'
> &
  SourceColumns;
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
  ownerOf(kind: string | undefined, text: string): OwnerName | null {
    const member = this.publicIds.decode('cus', text);
    if (member !== null && (kind ?? 'member') === 'member') return { kind: 'member', id: member };
    const guide = this.publicIds.decode('gde', text);
    if (guide !== null && (kind ?? 'guide') === 'guide') return { kind: 'guide', id: guide };
    const store = this.stores.get(text);
    return store && (kind ?? 'store') === 'store' ? { kind: 'store', id: store.id } : null;
  }

  named(kind: string, id: number, guides: ReadonlyMap<number, string>): Owner {
    switch (kind) {
      case 'member':
        return { kind, id: this.publicIds.encode('cus', id), name: null };
      case 'guide':
        return { kind, id: this.publicIds.encode('gde', id), name: guides.get(id) ?? null };
      case 'store':
        return { kind, id: this.storeCode(id), name: this.storesById.get(id)?.name ?? null };
      default:
        return { kind: kind === 'supplier' ? 'supplier' : 'system', id: null, name: null };
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
      owner: this.owner(row.owner_kind, row.owner_id),
      asset: row.asset as Account['asset'],
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
      postingKey: row.posting_key.toString('latin1'),
      source: sourceOf(row, this.publicIds),
      occurredAtMs: row.occurred_at_ms,
      postedAtMs: row.posted_at_ms,
    };
  }

  line(row: LineRow): z.input<typeof LedgerAccountLine> {
    return { ...this.head(row), ...amountsOf(row) };
  }

  entry(row: EntryRow, account: AccountRow) {
    return { line: row.line, account: this.account(account), ...amountsOf(row) };
  }

  lot(row: LotReadRow): z.input<typeof LedgerLot> {
    return {
      id: this.lotId(row.id),
      owner: this.owner(row.owner_kind, row.owner_id),
      asset: row.asset as Account['asset'],
      points: row.amount,
      pending: row.pending,
      remaining: row.remaining,
      held: row.held,
      openedAtMs: row.opened_at_ms,
      activatesAtMs: row.activates_at_ms === 0 ? null : row.activates_at_ms,
      expiresAtMs: row.expires_at_ms === NEVER_MS ? null : row.expires_at_ms,
      funder: this.owner(row.funder_kind, row.funder_id),
      store: this.words.storeName(row.store_id),
      isOpen: row.is_open === 1,
      openedBy: row.opened_by === 0 ? null : this.transactionId(row.opened_by),
      carriedFrom: row.carried_from === 0 ? null : this.lotId(row.carried_from),
    };
  }

  /** The opening of a lot as the move that it is told by. @param row with its figures as they were then */
  opening(row: LotReadRow, by: Head): z.input<typeof LedgerLotMove> {
    return {
      lotId: this.lotId(row.id),
      version: 0,
      transactionId: this.transactionId(by.id),
      kind: by.kind,
      occurredAtMs: by.occurred_at_ms,
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
      lotId: this.lotId(row.lot_id),
      version: row.version,
      transactionId: this.transactionId(row.transaction_id),
      kind: row.kind,
      occurredAtMs: row.occurred_at_ms,
      pendingChange: row.pending_change,
      remainingChange: row.remaining_change,
      heldChange: row.held_change,
      pendingAfter: row.pending_after,
      remainingAfter: row.remaining_after,
      heldAfter: row.held_after,
      expiresToMs: row.expires_to_ms || null,
    };
  }

  hold(row: HoldRow): z.input<typeof LedgerHold> {
    return {
      id: this.publicIds.encode('hld', row.id),
      holdKey: row.hold_key.toString('latin1'),
      owner: this.owner(row.owner_kind, row.owner_id),
      asset: row.asset as Account['asset'],
      points: row.points,
      purpose: row.purpose,
      state: row.state,
      createdAtMs: row.created_at_ms,
      expiresAtMs: row.expires_at_ms,
      settledAtMs: row.settled_at_ms || null,
      captured: row.captured,
      restored: row.restored,
      heldBy: this.transactionId(row.held_by),
      settledBy: row.settled_by === 0 ? null : this.transactionId(row.settled_by),
    };
  }

  private owner(kind: string, id: number): Owner {
    return this.words.named(kind, id, this.guides);
  }

  private lotId(id: number): string {
    return this.publicIds.encode('lot', id);
  }
}

const amountsOf = (row: Pick<EntryRow, 'amount' | 'balance_after' | 'account_version'>) => ({
  amount: row.amount,
  balanceAfter: row.balance_after,
  accountVersion: row.account_version,
});

const PUBLIC: Readonly<Record<string, Parameters<PublicIds['encode']>[0]>> = {
  order: 'ord',
  refund: 'rfd',
  event: 'evt',
  posting: 'ptx',
  hold: 'hld',
  lot: 'lot',
};

function sourceOf(row: Head, publicIds: PublicIds): z.input<typeof LedgerSource> {
  const kind = PUBLIC[row.reference_kind];
  return {
    kind: row.reference_kind,
    id: kind === undefined || row.reference_id === 0 ? null : publicIds.encode(kind, row.reference_id),
    label: (row.order_key ?? row.about_hold_key)?.toString() ?? null,
  };
}
