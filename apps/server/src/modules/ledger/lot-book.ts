import {
  accountOf,
  assert,
  breakageOf,
  dueSteps,
  isOpenLot,
  isOverdue,
  NEVER_MS,
  ownerOfRow,
  ownerSlot,
  partsHeld,
  type AccountRef,
  type Asset,
  type BucketPart,
  type DueStep,
  type Entry,
  type HoldTerms,
  type LotChange,
  type LotEffects,
  type LotPlan,
  type LotView,
  type OpenedLot,
  type OwnerRef,
  type PointsOwner,
} from '@liuliang/domain';
import type { Value } from '../../platform/db/statements';
import type { HoldRow, LotRow } from './entities';
import { stateOf, stateOfOpened, type HeldPoints, type LotState } from './lot-rows';
import type { PlannedPosting } from './posting-rows';

/**
 * The lots and holds that a transaction has under lock, as its postings leave them one after another. Owners who are
 * only credited and owe nothing are not in it: their lots are written and never read.
 */
export class LotBook {
  private readonly owners = new Map<string, { readonly ref: OwnerRef; readonly lots: LotState[] }>();
  private readonly byId = new Map<number, LotState>();
  private readonly holds = new Map<number, HeldPoints>();
  private readonly effectsById = new Map<number, LotEffects>();
  /** Rows of lots whose owners are not in the book, and of moves, since they were last written. */
  private bareLots: LotState[] = [];
  private moves: Value[] = [];

  constructor(
    readonly nowMs: number,
    private readonly nextId: () => number,
  ) {}

  addOwner(ref: OwnerRef): void {
    const slot = ownerSlot(ref);
    if (!this.owners.has(slot)) this.owners.set(slot, { ref, lots: [] });
  }

  addLot(row: LotRow): void {
    if (this.byId.has(row.id)) return;
    const lot = stateOf(row);
    this.byId.set(row.id, lot);
    this.owners.get(ownerSlot(lot))?.lots.push(lot);
  }

  addHold(row: HoldRow, parts: readonly BucketPart[]): void {
    this.holds.set(row.id, { row, parts: this.inTurn(parts), isMoved: false });
  }

  addEffects(transactionId: number, effects: LotEffects): void {
    this.effectsById.set(transactionId, effects);
  }

  isLoaded(ref: OwnerRef): boolean {
    return this.owners.has(ownerSlot(ref));
  }

  hold(id: number): HeldPoints | undefined {
    return this.holds.get(id);
  }

  lot(id: number): LotState | undefined {
    return this.byId.get(id);
  }

  effects(transactionId: number): LotEffects {
    return this.effectsById.get(transactionId) ?? { opened: [], moved: [] };
  }

  /** Lots of an owner that are not empty. */
  lotsOf(ref: OwnerRef): LotState[] {
    return (this.owners.get(ownerSlot(ref))?.lots ?? []).filter(isOpenLot);
  }

  /** All lots of an owner that were read or opened, empty ones too. */
  allOf(ref: OwnerRef): readonly LotState[] {
    return this.owners.get(ownerSlot(ref))?.lots ?? [];
  }

  /** @param atMs the instant as of which what is posted counts: what was alive then is extended */
  view(brandId: number, atMs: number): LotView {
    return {
      nowMs: this.nowMs,
      atMs,
      lotsOf: (owner: PointsOwner, asset: Asset) => this.lotsOf({ brandId, owner, asset }),
      lot: (id) => this.byId.get(id),
      nextId: this.nextId,
    };
  }

  /** What time has done to an owner's points and nobody has posted yet. */
  dueOf(ref: OwnerRef): DueStep[] {
    const overdue = [...this.holds.values()].filter(
      ({ row }) => isOverdue(row, this.nowMs) && ownerSlot(ownerOfRow(row)) === ownerSlot(ref),
    );
    const holds = overdue.map(({ row, parts }) => ({ holdId: row.id, untilMs: row.expiresAtMs, parts }));
    return dueSteps(this.lotsOf(ref), holds, this.nowMs);
  }

  /**
   * Accounts that settling what is due, or giving back to lots that have expired, may move.
   * @param takesPending whether pending may be taken that is not due
   */
  *dueAccounts(takesPending: boolean): Generator<{ readonly brandId: number; readonly account: AccountRef }> {
    for (const { ref } of this.owners.values()) {
      yield { brandId: ref.brandId, account: accountOf(ref, 'available') };
    }
    for (const lot of this.byId.values()) {
      const { brandId, asset, funder, pending, activatesAtMs, expiresAtMs } = lot;
      if (!this.isLoaded(lot)) continue;
      const account = accountOf(lot, 'pending');
      if (pending > 0 && (takesPending || activatesAtMs <= this.nowMs)) yield { brandId, account };
      if (expiresAtMs <= this.nowMs) yield { brandId, account: breakageOf(funder, asset) };
    }
    for (const { row } of this.holds.values()) {
      if (!isOverdue(row, this.nowMs)) continue;
      yield { brandId: row.brandId, account: accountOf(ownerOfRow(row), 'held') };
    }
  }

  /** Notes what a transaction does to lots. */
  record(transactionId: number, brandId: number, openedAtMs: number, { opened, changes }: LotPlan): void {
    for (const lot of opened) this.open(transactionId, brandId, openedAtMs, lot);
    for (const change of changes) this.move(transactionId, change);
    if (changes.length > 0 || this.owners.size > 0) {
      const amounts = opened.map((lot) => ({
        lotId: lot.id,
        amount: lot.pending + lot.remaining + lot.held,
      }));
      this.effectsById.set(transactionId, { opened: amounts, moved: changes });
    }
  }

  addNewHold({ brandId, key, entries, occurredAtMs }: PlannedPosting, terms: HoldTerms, id: number): void {
    const { account, amount } = entries.find((entry) => entry.amount > 0) as Entry;
    this.keepHold({
      id,
      brandId,
      ownerKind: account.ownerKind,
      ownerId: account.ownerId,
      asset: account.asset,
      holdKey: Buffer.from(key, 'latin1'),
      points: amount,
      purpose: terms.purpose,
      state: 'open',
      createdAtMs: occurredAtMs,
      expiresAtMs: terms.untilMs,
      heldBy: id,
      ...{ settledBy: 0, settledAtMs: 0, captured: 0, restored: 0 },
    });
  }

  /** A merge carried the hold's points over: whoever was credited has it from now on, in other lots. */
  carryHold({ entries }: PlannedPosting, holdId: number, transactionId: number): void {
    const row = this.holds.get(holdId)?.row;
    const to = entries.find(({ amount }) => amount > 0)?.account;
    if (row && to) this.keepHold({ ...row, ownerId: to.ownerId, heldBy: transactionId });
  }

  private keepHold(row: HoldRow): void {
    const parts = partsHeld(this.effects(row.heldBy));
    this.holds.set(row.id, { row, parts: this.inTurn(parts), isMoved: true });
  }

  /** What stands here since the last time: lots of owners who are not in the book, and values of moves. */
  takeRows(): { readonly lots: readonly LotState[]; readonly moves: readonly Value[] } {
    const rows = { lots: this.bareLots, moves: this.moves };
    this.bareLots = [];
    this.moves = [];
    return rows;
  }

  newLots(): LotState[] {
    return [...this.byId.values()].filter(({ isNew }) => isNew);
  }

  changedLots(): LotState[] {
    return [...this.byId.values()].filter(({ isNew, isMoved }) => isMoved && !isNew);
  }

  changedHolds(): HoldRow[] {
    return [...this.holds.values()].filter(({ isMoved }) => isMoved).map(({ row }) => row);
  }

  /** Everything is written: a second round of postings goes on from here. */
  written(): void {
    for (const lot of this.byId.values()) lot.isNew = lot.isMoved = false;
    for (const hold of this.holds.values()) hold.isMoved = false;
  }

  private open(transactionId: number, brandId: number, openedAtMs: number, lot: OpenedLot): void {
    const state = stateOfOpened(lot, transactionId, brandId, openedAtMs);
    const owner = this.owners.get(ownerSlot(state));
    if (!owner) {
      this.bareLots.push(state);
      return;
    }
    owner.lots.push(state);
    this.byId.set(lot.id, state);
  }

  private move(transactionId: number, change: LotChange): void {
    const lot = this.byId.get(change.lotId);
    assert(lot !== undefined, 'POINTS-3', 'a lot is read under lock before it is moved');
    lot.pending += change.pending;
    lot.remaining += change.remaining;
    lot.held += change.held;
    lot.version += 1;
    if (change.expiresToMs !== 0) lot.expiresAtMs = change.expiresToMs;
    lot.isMoved = true;
    this.moves.push(lot.id, lot.version, transactionId, change.pending, change.remaining, change.held);
    this.moves.push(lot.pending, lot.remaining, lot.held, change.expiresToMs);
  }

  /** In the order of consumption: what expires first was taken first. */
  private inTurn(parts: readonly BucketPart[]): BucketPart[] {
    const expiry = (part: BucketPart): number => this.byId.get(part.lotId)?.expiresAtMs ?? NEVER_MS;
    return [...parts].sort((a, b) => expiry(a) - expiry(b) || a.lotId - b.lotId);
  }
}
