import {
  accountKey,
  accountOf,
  appendTo,
  groupedBy,
  hasLots,
  ownerOfAccount,
  ownerOfRow,
  ownerSlot,
  partsCaptured,
  partsHeld,
  substitutesAmong,
  type AccountRef,
  type BucketPart,
  type LotEffects,
  type OwnerRef,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { AccountBook, WantedAccounts } from './accounts';
import { LotBook } from './lot-book';
import type { LotState } from './lot-rows';
import { anyHold, anyLot, lotMoves, type HoldRow, type LotRow, type MoveRow } from './entities';
import type { LotQueries } from './lots.queries';
import type { CheckedPosting } from './posting-rows';
import type { LedgerQueries } from './queries';

/** Kinds that give points back to the lots they came from, whatever is in these today. */
const GIVING_BACK: ReadonlySet<string> = new Set(['restore', 'reverse', 'release']);

/** Whose lots a batch must read. A batch of earnings for owners in good standing needs none. */
export class LotNeeds {
  readonly owners = new Map<string, OwnerRef>();
  readonly holdIds = new Set<number>();
  readonly lotIds = new Set<number>();
  /** Keys of transactions that are to be reversed, by brand. */
  readonly reversed = new Map<number, Set<string>>();

  /** @param takesPending whether pending may be taken of any of them, though it is not due */
  constructor(readonly takesPending = false) {}

  static of(batch: readonly CheckedPosting[]): LotNeeds {
    const needs = new LotNeeds();
    for (const { request, entries } of batch) {
      const { brandId, kind, reference } = request;
      for (const { account, amount } of entries) {
        if ((amount < 0 || GIVING_BACK.has(kind) || request.parts) && hasLots(account))
          needs.add(ownerOfAccount(brandId, account));
      }
      if (kind === 'earn') {
        if (request.lots) needs.addExtended(request);
        continue;
      }
      needs.addExtended(request);
      if (reference.kind === 'hold') needs.holdIds.add(Number(reference.id));
      if (reference.kind === 'lot') needs.lotIds.add(Number(reference.id));
      for (const { lotId } of request.parts ?? []) needs.lotIds.add(lotId);
      if (request.carriesHold !== undefined) needs.holdIds.add(request.carriesHold);
      if (request.reverses !== undefined) needs.addReversed(brandId, request.reverses);
    }
    return needs;
  }

  get isEmpty(): boolean {
    return this.owners.size === 0 && this.holdIds.size === 0 && this.lotIds.size === 0;
  }

  /** Whether lots may be read under the lock of an account; owners of named lots, holds and reversals are not known yet. */
  mayRead(brandId: number, account: AccountRef): boolean {
    if (this.holdIds.size + this.lotIds.size + this.reversed.size > 0) return true;
    return this.owners.size > 0 && this.owners.has(ownerSlot(ownerOfAccount(brandId, account)));
  }

  add(owner: OwnerRef): this {
    this.owners.set(ownerSlot(owner), owner);
    return this;
  }

  addIfWanted(owner: OwnerRef, wanted: WantedAccounts): void {
    if (wanted.get(owner.brandId)?.has(accountKey(accountOf(owner, 'available')))) this.add(owner);
  }

  /** Whoever owes something repays it out of the next credit, so that their lots must be there. */
  addDebtors(wanted: WantedAccounts, book: AccountBook): void {
    for (const [brandId, accounts] of wanted) {
      const balances = book.balances(brandId);
      for (const [key, account] of accounts) {
        if (account.bucket !== 'available' || (balances.get(key) ?? 0) >= 0) continue;
        if (hasLots(account)) this.add(ownerOfAccount(brandId, account));
      }
    }
  }

  private addExtended({ brandId, lots }: CheckedPosting['request']): void {
    for (const { owner, asset, extendTo } of lots ?? []) {
      if (extendTo !== undefined) this.add({ brandId, owner, asset });
    }
  }

  private addReversed(brandId: number, key: string): void {
    this.reversed.set(brandId, (this.reversed.get(brandId) ?? new Set()).add(key));
  }
}

/** Reads what `LotNeeds` asks for. Called twice: to learn which accounts are wanted, then under their locks. */
export class LotReader {
  constructor(
    private readonly queries: LotQueries,
    private readonly ledger: LedgerQueries,
  ) {}

  empty(tx: Tx, nowMs: number): LotBook {
    return new LotBook(nowMs, () => tx.nextId());
  }

  async read(tx: Tx, needs: LotNeeds, nowMs: number): Promise<LotBook> {
    const book = this.empty(tx, nowMs);
    const owners = new Map(needs.owners);
    const named = await anyHold.select(tx, { id: [...needs.holdIds] });
    for (const owner of named.map(ownerOfRow)) owners.set(ownerSlot(owner), owner);
    for (const owner of owners.values()) book.addOwner(owner);
    const open = await this.queries.openLots(tx, owners.values());
    for (const row of open.sort((a, b) => a.id - b.id)) book.addLot(row);
    const holds = [...named, ...(await this.overdue(tx, open, named, nowMs))];
    const effectsById = await this.effectsById(tx, [
      ...holds.map(transactionOf),
      ...(await this.reversed(tx, needs)),
    ]);
    await this.addMissing(tx, book, [...needs.lotIds], effectsById);
    for (const [id, effects] of effectsById) book.addEffects(id, effects);
    for (const row of holds) {
      const effects = book.effects(transactionOf(row));
      book.addHold(row, row.state === 'captured' ? capturedIn(book, effects) : partsHeld(effects));
    }
    return book;
  }

  /** Holds of the same owners whose time is over; asked for only where something is held. */
  private async overdue(
    tx: Tx,
    open: readonly LotRow[],
    named: readonly HoldRow[],
    nowMs: number,
  ): Promise<HoldRow[]> {
    const holders = new Map<string, OwnerRef>();
    for (const row of open) if (row.held !== 0) holders.set(ownerSlot(ownerOfRow(row)), ownerOfRow(row));
    const known = new Set(named.map(({ id }) => id));
    return (await this.queries.overdueHolds(tx, holders.values(), nowMs)).filter(({ id }) => !known.has(id));
  }

  private async reversed(tx: Tx, needs: LotNeeds): Promise<number[]> {
    const ids: number[] = [];
    for (const [brandId, keys] of needs.reversed) {
      const buffers = [...keys].map((key) => Buffer.from(key, 'latin1'));
      const rows = await this.ledger.transactionsByKey(tx, brandId, buffers);
      appendTo(
        ids,
        rows.map(({ id }) => id),
      );
    }
    return ids;
  }

  private async effectsById(tx: Tx, transactionIds: readonly number[]): Promise<Map<number, LotEffects>> {
    const ids = [...new Set(transactionIds)];
    const opened = groupedBy(await anyLot.select(tx, { openedBy: ids }), (lot) => lot.openedBy);
    const inTurn = { order: 'lot_id, version' };
    const moves = groupedBy(
      await lotMoves.select(tx, { transactionId: ids }, inTurn),
      (move) => move.transactionId,
    );
    return new Map(
      ids.map((id) => [
        id,
        {
          opened: (opened.get(id) ?? []).map((lot) => ({ lotId: lot.id, amount: lot.amount })),
          moved: (moves.get(id) ?? []).map(effectOf),
        },
      ]),
    );
  }

  /** Lots that are named or were moved before and may be empty today. */
  private async addMissing(
    tx: Tx,
    book: LotBook,
    named: readonly number[],
    effectsById: ReadonlyMap<number, LotEffects>,
  ): Promise<void> {
    const ids = new Set(named);
    for (const { opened, moved } of effectsById.values()) {
      for (const { lotId } of [...opened, ...moved]) ids.add(lotId);
    }
    const missing = [...ids].filter((id) => !book.lot(id));
    for (const row of await anyLot.select(tx, { id: missing })) book.addLot(row);
  }
}

/** The transaction whose moves say which lots a hold is about. */
const transactionOf = ({ state, heldBy, settledBy }: HoldRow): number =>
  state === 'captured' ? settledBy : heldBy;

function capturedIn(book: LotBook, effects: LotEffects): BucketPart[] {
  const lotsOf = (some: readonly { readonly lotId: number }[]): LotState[] =>
    some.flatMap(({ lotId }) => {
      const lot = book.lot(lotId);
      return lot ? [lot] : [];
    });
  return partsCaptured(effects, substitutesAmong(lotsOf(effects.opened), lotsOf(effects.moved)));
}

export const effectOf = (move: MoveRow): LotEffects['moved'][number] => ({
  lotId: move.lotId,
  pending: move.pendingChange,
  remaining: move.remainingChange,
  held: move.heldChange,
});
