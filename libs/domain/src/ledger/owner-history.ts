import type { LotFigures } from './lots';
import type { OwnedRow } from './owners';
import type { Bucket, Funder, HoldState, LotTerms, PostingKind, PostingReference } from './posting';

/** A lot as it is stored. */
export interface LotRecord extends OwnedRow, LotFigures {
  readonly id: number;
  readonly openedBy: number;
  readonly amount: number;
  readonly activatesAtMs: number;
  readonly expiresAtMs: number;
  readonly dueAtMs: number;
  readonly funderKind: Funder['kind'];
  readonly funderId: number;
  readonly storeId: number;
  readonly carriedFrom: number;
  readonly version: number;
  readonly isOpen: number;
}

/** What a transaction did to a lot that was there already. */
export interface MoveRecord {
  readonly lotId: number;
  readonly version: number;
  readonly transactionId: number;
  readonly pendingChange: number;
  readonly remainingChange: number;
  readonly heldChange: number;
  readonly pendingAfter: number;
  readonly remainingAfter: number;
  readonly heldAfter: number;
  readonly expiresToMs: number;
}

/** A hold as it is stored. */
export interface HoldRecord extends OwnedRow {
  readonly id: number;
  readonly points: number;
  readonly state: HoldState;
  readonly expiresAtMs: number;
  /** The transaction whose lot moves keep the points: the one that placed it, or the merge that carried it over. */
  readonly heldBy: number;
  readonly settledBy: number;
  readonly captured: number;
  readonly restored: number;
}

export interface TransactionRecord {
  readonly id: number;
  readonly kind: PostingKind;
  readonly referenceKind: PostingReference['kind'];
  readonly referenceId: number;
  readonly postedAtMs: number;
  readonly terms: readonly LotTerms[];
}

/** A line of an account of the owner. */
export interface EntryRecord {
  readonly bucket: Bucket;
  readonly amount: number;
  readonly accountVersion: number;
  readonly transactionId: number;
}

/** Everything that is stored of one owner's points. */
export interface OwnerHistory {
  readonly owner: OwnedRow;
  readonly balances: ReadonlyMap<string, number>;
  readonly entries: readonly EntryRecord[];
  readonly lots: readonly LotRecord[];
  readonly moves: ReadonlyMap<number, readonly MoveRecord[]>;
  readonly holds: readonly HoldRecord[];
  /** Of whoever: transactions by id, the other sides of expiries, lots that were carried on, by id. */
  readonly transactions: ReadonlyMap<number, TransactionRecord>;
  readonly breakages: ReadonlyMap<
    number,
    Pick<OwnedRow, 'ownerKind' | 'ownerId'> & { readonly bucket: Bucket }
  >;
  readonly origins: ReadonlyMap<number, LotRecord>;
  /** By lot that was carried on, in their order. */
  readonly originMoves: ReadonlyMap<number, readonly MoveRecord[]>;
  /** By hold, how often transactions of a kind name it. */
  readonly settlings: ReadonlyMap<number, readonly { readonly kind: PostingKind; readonly times: number }[]>;
  /** What the transactions of holds did to lots: moves, and lots that they opened. */
  readonly movesBy: ReadonlyMap<number, readonly MoveRecord[]>;
  readonly openedBy: ReadonlyMap<number, readonly LotRecord[]>;
}
