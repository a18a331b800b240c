import { assert } from '../shared/assert';
import { NEVER_MS } from '../shared/limits';
import { byExpiry, consume, giveBack, repayments, type Lot, type LotBucket, type LotPart } from './lots';
import {
  FUNDER_BUCKETS,
  hasLots,
  type AccountRef,
  type Asset,
  type Entry,
  type Funder,
  type OwnerBucket,
  type PointsOwner,
  type Posting,
} from './posting';

/** A lot with the one whose it is. */
export interface OwnedLot extends Lot {
  readonly owner: PointsOwner;
  readonly asset: Asset;
}

/** A lot that a posting opens, with its figures before the same posting does anything else to it. */
export interface OpenedLot extends OwnedLot {
  /** The lot that it carries on; 0 for one of its own. */
  readonly carriedFrom: number;
}

/** What a posting does to a lot. */
export interface LotChange {
  readonly lotId: number;
  readonly pending: number;
  readonly remaining: number;
  readonly held: number;
  /** The expiry from now on; 0 when it stays. */
  readonly expiresToMs: number;
}

export interface LotPlan {
  readonly opened: readonly OpenedLot[];
  readonly changes: readonly LotChange[];
}

/** A part of a lot, and where in it. */
export interface BucketPart extends LotPart {
  readonly bucket: LotBucket;
}

/** Which lots a posting is about, where that does not follow from the order of expiry. */
export interface LotSources {
  /** Taken from before any other: the lots of the earning that is clawed back or reversed. */
  readonly takeFirst: readonly number[];
  /** What the hold, its capture or the reversed posting took, in the order of consumption. */
  readonly parts: readonly BucketPart[];
  /** How many of these points were given back before. */
  readonly alreadyBack: number;
}

export const NO_SOURCES: LotSources = { takeFirst: [], parts: [], alreadyBack: 0 };

/** What a plan reads. Lots of owners who are credited in good standing may be missing: nothing of theirs changes. */
export interface LotView {
  readonly nowMs: number;
  /** The instant of what is posted; activity extends what was alive then. */
  readonly atMs: number;
  /** Open lots. */
  lotsOf(owner: PointsOwner, asset: Asset): readonly OwnedLot[];
  /** Any lot that the sources or the reference name. */
  lot(id: number): OwnedLot | undefined;
  nextId(): number;
}

/**
 * The lot moves that a posting consists of, derived from its kind and the lots as they are. The changes of an owner's
 * lots sum to the entries of the owner's accounts, bucket by bucket.
 * @param entries of the posting, in canonical order
 */
export function planLots(
  posting: Posting,
  entries: readonly Entry[],
  view: LotView,
  sources: LotSources,
): LotPlan {
  const work = new LotWork(posting, entries, view, sources);
  for (const { account, amount } of entries) if (amount < 0 && hasLots(account)) work.take(account, -amount);
  for (const { account, amount } of entries) if (amount > 0 && hasLots(account)) work.credit(account, amount);
  work.extend();
  work.repay();
  return work.plan();
}

const LOT_BUCKET: Record<OwnerBucket, LotBucket> = {
  pending: 'pending',
  available: 'remaining',
  held: 'held',
};

/** Points taken in this posting, on their way to who is credited. */
interface Piece {
  readonly account: AccountRef;
  readonly bucket: LotBucket;
  readonly lot: OwnedLot;
  points: number;
}

type Opening = Omit<OpenedLot, 'id' | 'pending' | 'remaining' | 'held'>;
type Figures = Record<LotBucket, number>;
type Draft = Omit<OpenedLot, LotBucket> & Figures;

const ownerOf = ({ ownerKind, ownerId }: AccountRef): PointsOwner => ({ kind: ownerKind, id: ownerId });
const isOf = (lot: OwnedLot, { ownerKind, ownerId, asset }: AccountRef): boolean =>
  lot.owner.id === ownerId && lot.owner.kind === ownerKind && lot.asset === asset;

class LotWork {
  private readonly opened: Draft[] = [];
  private readonly pieces: Piece[] = [];
  private readonly funding: { funder: Funder; asset: Asset; points: number }[] = [];
  private readonly carried = new Map<string, Draft>();
  private readonly moved = new Map<number, Figures & { expiresToMs: number }>();
  /** Owners whose available balance rises or falls: only theirs can have something to repay. */
  private readonly touched: AccountRef[] = [];

  constructor(
    private readonly posting: Posting,
    entries: readonly Entry[],
    private readonly view: LotView,
    private readonly sources: LotSources,
  ) {
    for (const { account, amount } of entries) {
      if (amount < 0 && (FUNDER_BUCKETS as readonly string[]).includes(account.bucket)) {
        const funder = { kind: account.ownerKind, id: account.ownerId } as Funder;
        this.funding.push({ funder, asset: account.asset, points: -amount });
      }
    }
  }

  take(account: AccountRef, points: number): void {
    const bucket = LOT_BUCKET[account.bucket as OwnerBucket];
    if (bucket === 'remaining') this.touched.push(account);
    const { parts, missing } = this.partsToTake(account, bucket, points);
    for (const part of parts) {
      const lot = this.lotOf(part.lotId);
      this.move(lot.id, bucket, -part.points);
      this.pieces.push({ account, bucket, lot, points: part.points });
    }
    if (missing === 0) return;
    assert(bucket === 'remaining', 'LEDGER-5', 'only what is available may be owed');
    const debt = this.open(this.openingOf(account, this.funderOf(account.asset)));
    debt.remaining -= missing;
  }

  private partsToTake(
    account: AccountRef,
    bucket: LotBucket,
    points: number,
  ): { readonly parts: readonly LotPart[]; readonly missing: number } {
    const { kind, reference } = this.posting;
    if (kind === 'activate' || kind === 'expire') {
      return { parts: [{ lotId: Number(reference.id), points }], missing: 0 };
    }
    if ((kind === 'capture' || kind === 'release') && bucket === 'held') {
      return { parts: this.sources.parts, missing: 0 };
    }
    return consume(this.lotsOf(account), bucket, points, this.sources.takeFirst);
  }

  credit(account: AccountRef, points: number): void {
    const bucket = LOT_BUCKET[account.bucket as OwnerBucket];
    if (bucket === 'remaining') this.touched.push(account);
    let left = points - this.creditBack(account, bucket, points);
    for (const piece of this.ownPieces(account)) left -= this.putBack(account, bucket, piece, left);
    for (const piece of this.othersPieces(account, bucket)) left -= this.carry(account, bucket, piece, left);
    for (const source of this.funding.filter(({ asset }) => asset === account.asset)) {
      const given = Math.min(source.points, left);
      if (given > 0) this.open(this.openingOf(account, source.funder))[bucket] += given;
      source.points -= given;
      left -= given;
    }
    // From no funder's account: what a debt that was carried over, or a clearing account, gives back.
    if (left > 0) this.open(this.openingOf(account, this.funderOf(account.asset)))[bucket] += left;
  }

  /** Back into the lots that the refunded spend, the reversed posting or the merge that is undone took it from. */
  private creditBack(account: AccountRef, bucket: LotBucket, points: number): number {
    const { kind } = this.posting;
    if (kind !== 'restore' && kind !== 'reverse' && kind !== 'merge') return 0;
    const { parts, alreadyBack } = this.sources;
    const own = parts.filter((part) => {
      return kind === 'restore' || (part.bucket === bucket && isOf(this.lotOf(part.lotId), account));
    });
    const back = giveBack(own, points, alreadyBack);
    for (const part of back) this.put(account, bucket, this.lotOf(part.lotId), part.points);
    return back.reduce((sum, part) => sum + part.points, 0);
  }

  /** What the same owner gave in this posting, last taken first: a hold, a release, an activation. */
  private ownPieces(account: AccountRef): Piece[] {
    if (this.posting.kind === 'restore' || this.posting.kind === 'reverse') return [];
    return this.pieces.filter(({ lot }) => isOf(lot, account)).reverse();
  }

  private putBack(account: AccountRef, bucket: LotBucket, piece: Piece, left: number): number {
    const given = Math.min(piece.points, left);
    piece.points -= given;
    if (given > 0) this.put(account, bucket, piece.lot, given);
    return given;
  }

  /** Into its lot, unless that is another owner's after a merge, or expired and the programme grants a new time. */
  private put(account: AccountRef, bucket: LotBucket, lot: OwnedLot, points: number): void {
    const terms = this.posting.lots?.find(({ owner, asset }) => {
      return owner.id === account.ownerId && owner.kind === account.ownerKind && asset === account.asset;
    });
    const isReinstated = terms !== undefined && bucket === 'remaining' && lot.expiresAtMs <= this.view.nowMs;
    if (isReinstated && terms.expiresAtMs > lot.expiresAtMs) {
      this.carriedLot(account, lot, terms.expiresAtMs)[bucket] += points;
    } else if (isOf(lot, account)) {
      this.move(lot.id, bucket, points);
    } else {
      this.carriedLot(account, lot, lot.expiresAtMs)[bucket] += points;
    }
  }

  /** What others gave in this posting, first taken first, out of the same bucket before any other. */
  private othersPieces(account: AccountRef, bucket: LotBucket): Piece[] {
    if (this.posting.kind === 'restore' || this.posting.kind === 'reverse') return [];
    const others = this.pieces.filter(({ lot }) => lot.asset === account.asset && !isOf(lot, account));
    return [
      ...others.filter((one) => one.bucket === bucket),
      ...others.filter((one) => one.bucket !== bucket),
    ];
  }

  private carry(account: AccountRef, bucket: LotBucket, piece: Piece, left: number): number {
    const given = Math.min(piece.points, left);
    piece.points -= given;
    if (given > 0) this.carriedLot(account, piece.lot, piece.lot.expiresAtMs)[bucket] += given;
    return given;
  }

  /** One lot per owner and lot that it carries on, with its old funder, store and expiry. */
  private carriedLot(account: AccountRef, lot: OwnedLot, expiresAtMs: number): Draft {
    const slot = `${account.ownerKind}:${account.ownerId}:${lot.id}`;
    let carried = this.carried.get(slot);
    if (!carried) {
      const { activatesAtMs, funder, storeId, asset } = lot;
      const owner = ownerOf(account);
      carried = this.open({ owner, asset, activatesAtMs, expiresAtMs, funder, storeId, carriedFrom: lot.id });
      this.carried.set(slot, carried);
    }
    return carried;
  }

  private openingOf(account: AccountRef, funder: Funder): Opening {
    const owner = ownerOf(account);
    const terms = this.posting.lots?.find((one) => {
      return one.owner.id === owner.id && one.owner.kind === owner.kind && one.asset === account.asset;
    });
    return {
      owner,
      asset: account.asset,
      activatesAtMs: terms?.activatesAtMs ?? (account.bucket === 'pending' ? NEVER_MS : 0),
      expiresAtMs: terms?.expiresAtMs ?? NEVER_MS,
      funder,
      storeId: terms?.storeId ?? 0,
      carriedFrom: 0,
    };
  }

  private funderOf(asset: Asset): Funder {
    return this.funding.find((one) => one.asset === asset)?.funder ?? { kind: 'system', id: 0 };
  }

  private open(opening: Opening): Draft {
    const lot = { ...opening, id: this.view.nextId(), pending: 0, remaining: 0, held: 0 };
    this.opened.push(lot);
    return lot;
  }

  /** Activity pushes back the expiry of what is there already and has not expired. */
  extend(): void {
    for (const { owner, asset, extendTo } of this.posting.lots ?? []) {
      if (extendTo === undefined) continue;
      for (const lot of this.view.lotsOf(owner, asset)) {
        const isLive = lot.pending > 0 || lot.remaining > 0 || lot.held > 0;
        if (!isLive || lot.expiresAtMs <= this.view.atMs || lot.expiresAtMs >= extendTo) continue;
        this.figuresOf(lot.id).expiresToMs = extendTo;
      }
    }
  }

  repay(): void {
    const done = new Set<string>();
    for (const account of this.touched) {
      const slot = `${account.ownerKind}:${account.ownerId}:${account.asset}`;
      if (done.has(slot)) continue;
      done.add(slot);
      const { from, to } = repayments(this.lotsOf(account));
      for (const { lotId, points } of from) this.move(lotId, 'remaining', -points);
      for (const { lotId, points } of to) this.move(lotId, 'remaining', points);
    }
  }

  plan(): LotPlan {
    const changes: LotChange[] = [];
    for (const [lotId, { pending, remaining, held, expiresToMs }] of this.moved) {
      if (pending === 0 && remaining === 0 && held === 0 && expiresToMs === 0) continue;
      changes.push({ lotId, pending, remaining, held, expiresToMs });
    }
    return { opened: this.opened, changes };
  }

  /** An owner's lots as this posting leaves them so far. */
  private lotsOf(account: AccountRef): OwnedLot[] {
    const there = this.view.lotsOf(ownerOf(account), account.asset);
    // A restore may put points into lots that were closed.
    const reopened = [...this.moved.keys()].flatMap((id) => {
      const lot = this.view.lot(id);
      return lot && isOf(lot, account) && !there.some((one) => one.id === id) ? [lot] : [];
    });
    const opened = this.opened.filter((lot) => isOf(lot, account));
    return [...there, ...reopened, ...opened].map((lot) => this.asMoved(lot)).sort(byExpiry);
  }

  private asMoved(lot: OwnedLot): OwnedLot {
    const moved = this.moved.get(lot.id);
    if (!moved) return lot;
    return {
      ...lot,
      pending: lot.pending + moved.pending,
      remaining: lot.remaining + moved.remaining,
      held: lot.held + moved.held,
    };
  }

  private lotOf(id: number): OwnedLot {
    const lot = this.view.lot(id) ?? this.opened.find((one) => one.id === id);
    assert(lot !== undefined, 'LEDGER-5', 'a lot that is moved is known');
    return lot;
  }

  private move(lotId: number, bucket: LotBucket, points: number): void {
    this.figuresOf(lotId)[bucket] += points;
  }

  private figuresOf(lotId: number): Figures & { expiresToMs: number } {
    let figures = this.moved.get(lotId);
    if (!figures) this.moved.set(lotId, (figures = { pending: 0, remaining: 0, held: 0, expiresToMs: 0 }));
    return figures;
  }
}
