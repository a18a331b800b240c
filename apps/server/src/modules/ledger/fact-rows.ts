import {
  FunderSums,
  groupedBy,
  HQ,
  isOwnerBucket,
  refundOf,
  type CreditFact,
  type PointsFact,
  type ToldRefund,
} from '@liuliang/domain';
import type { HoldRow, LotRow, TransactionRow } from './entities';
import {
  dueOf,
  funderOf,
  happened,
  isMembers,
  isMembersTerms,
  isOfEarning,
  issuedBy,
  LATE,
  ofLot,
  sumOf,
  termsAsFacts,
  type Settles,
} from './fact-terms';
import { explanationOf, termsOf } from './posting-rows';
import type { NamedEntryRow } from './queries';

/** A posting by which an order earned, for the first time or when it was planned again. */
const isOrderEarning = (row: TransactionRow): boolean =>
  row.referenceKind === 'order' && (row.kind === 'earn' || isOfEarning(row));

/** What funders' accounts say of some owners' points. */
export interface FactSums {
  readonly breakage: FunderSums;
  readonly writtenOff: FunderSums;
  /** What was taken back of each earning, by its key. */
  readonly dueBack: ReadonlyMap<string, number>;
}

interface Merged {
  readonly id: number;
  readonly keptId: number;
  readonly aliasId: number;
  readonly atMs: number;
}

interface PostedClawback {
  readonly row: TransactionRow;
  readonly source: string;
  readonly points: number;
}

/** What is stored of one family, in the order of ids. */
interface StoredFamily {
  readonly owners: ReadonlySet<number>;
  readonly transactions: readonly TransactionRow[];
  readonly entries: ReadonlyMap<number, readonly NamedEntryRow[]>;
  readonly lots: readonly LotRow[];
  readonly holds: readonly HoldRow[];
  readonly merges: readonly Merged[];
  /** Lots of others that were carried over to them. */
  readonly foreign: ReadonlyMap<number, LotRow>;
  readonly settles: Settles;
}

/** The facts of a family, read out of its postings. */
export class FactRows {
  private readonly credits = new Map<string, CreditFact & { points: number }>();
  private readonly others: PointsFact[] = [];
  private readonly opened: ReadonlyMap<number, readonly LotRow[]>;
  private readonly told = new Map<number, number>();
  private readonly clawbacks: PostedClawback[] = [];
  private isRead = false;

  private readonly owners: ReadonlySet<number>;
  private readonly transactions: readonly TransactionRow[];
  private readonly byId: ReadonlyMap<number, TransactionRow>;
  private readonly entries: ReadonlyMap<number, readonly NamedEntryRow[]>;
  private readonly merges: readonly Merged[];
  private readonly foreign: ReadonlyMap<number, LotRow>;
  private readonly settles: Settles;
  readonly lots: readonly LotRow[];
  readonly holds: readonly HoldRow[];

  constructor(stored: StoredFamily) {
    this.owners = stored.owners;
    this.transactions = stored.transactions;
    this.byId = new Map(stored.transactions.map((row) => [row.id, row]));
    this.entries = stored.entries;
    this.merges = stored.merges;
    this.foreign = stored.foreign;
    this.settles = stored.settles;
    this.lots = stored.lots;
    this.holds = stored.holds;
    this.opened = groupedBy(stored.lots, (lot) => lot.openedBy);
  }

  /** Orders that earned something for the family, some of them only when they were planned again. */
  orderIds(): number[] {
    const earned = this.transactions.filter(isOrderEarning);
    return [...new Set(earned.map((row) => row.referenceId))];
  }

  facts(refunds: ReadonlyMap<string, readonly ToldRefund[]>): PointsFact[] {
    this.readAll();
    const ofRefunds = [...this.credits.values()].flatMap((credit) =>
      (refunds.get(credit.source) ?? []).map((refund) =>
        refundOf(credit, this.asTaken(credit.source, refund)),
      ),
    );
    const untold = this.clawbacks.filter(({ source }) => !refunds.has(source));
    const ofMerges = this.merges.map(({ id, keptId, aliasId, atMs }): PointsFact => ({
      kind: 'merge',
      isLive: true,
      id,
      atMs,
      ownerId: aliasId,
      keptId,
    }));
    return [
      ...this.credits.values(),
      ...this.others,
      ...ofRefunds,
      ...untold.flatMap((one) => this.refundOf(one)),
      ...ofMerges,
    ];
  }

  private happened(row: TransactionRow, ownerId: number) {
    return happened(row, ownerId, this.settles(row.postedAtMs));
  }

  /** What counts as of its receipt has its place among the postings of then. */
  private asTaken(source: string, refund: ToldRefund): ToldRefund {
    if (!refund.isLive) return refund;
    const posted = this.clawbacks.find(
      (one) => one.source === source && explanationOf(one.row.explanation)['refundId'] === refund.id,
    );
    return posted ? { ...refund, id: posted.row.id } : refund;
  }

  /** A refund of which nothing is known but what was posted. */
  private refundOf({ source, row, points }: PostedClawback): PointsFact[] {
    const credit = this.credits.get(source);
    if (!credit) return this.takenOfNothing(row);
    const { policy, expired } = explanationOf(row.explanation);
    const { id, atMs, isLive } = this.happened(row, credit.ownerId);
    return [
      refundOf(credit, {
        ...{ id, atMs, isLive, refundedAtMs: row.occurredAtMs },
        points: points + (typeof expired === 'number' ? expired : 0),
        policy: policy === 'within-balance' || policy === 'only-pending' ? policy : 'unlimited',
      }),
    ];
  }

  /** Taken back of something that these members never got. */
  private takenOfNothing(row: TransactionRow): PointsFact[] {
    const own = groupedBy(this.ownOf(row), (line) => line.ownerId);
    return [...own].map(([ownerId, lines]) => ({
      ...this.happened(row, ownerId),
      kind: 'debit',
      points: -sumOf(lines),
      policy: 'unlimited',
    }));
  }

  /** The fact behind each lot, through merges and reinstatements. */
  roots(): Map<number, number> {
    this.readAll();
    const byId = new Map(this.lots.map((lot) => [lot.id, lot]));
    const roots = new Map<number, number>();
    const rootOf = (lot: LotRow): number => {
      const known = roots.get(lot.id) ?? this.told.get(lot.id);
      if (known !== undefined) return known;
      if (lot.amount < 0) return 0;
      const origin = byId.get(lot.carriedFrom);
      return origin ? rootOf(origin) : this.rootOfOpener(lot);
    };
    for (const lot of this.lots) roots.set(lot.id, rootOf(lot));
    return roots;
  }

  private rootOfOpener(lot: LotRow): number {
    if (lot.openedBy === 0 || lot.carriedFrom !== 0) return lot.id;
    const opener = this.byId.get(lot.openedBy);
    if (!opener) return lot.id;
    const { source } = explanationOf(opener.explanation);
    const earning =
      opener.kind === 'settle' && typeof source === 'string' ? this.credits.get(source) : undefined;
    return earning?.id ?? opener.id;
  }

  sums(): FactSums {
    this.readAll();
    const sums = {
      breakage: new FunderSums(),
      writtenOff: new FunderSums(),
      dueBack: new Map<string, number>(),
    };
    for (const row of this.transactions) {
      for (const entry of this.entries.get(row.id) ?? []) {
        if (entry.asset !== 'points') continue;
        if (entry.bucket === 'breakage') sums.breakage.add(funderOf(entry), entry.amount);
        // Written off is paid by the funder: its account falls.
        if (entry.bucket === 'write_off') sums.writtenOff.add(funderOf(entry), -entry.amount);
        const source = entry.bucket === 'issuance' ? dueOf(row) : null;
        if (source !== null && this.credits.has(source))
          sums.dueBack.set(source, (sums.dueBack.get(source) ?? 0) + entry.amount);
      }
    }
    return sums;
  }

  private readAll(): void {
    if (this.isRead) return;
    this.isRead = true;
    for (const lot of this.opened.get(0) ?? []) this.addBefore(lot);
    for (const row of this.transactions) this.read(row);
  }

  /** A balance from before there were lots. */
  private addBefore(lot: LotRow): void {
    const { id, ownerId, openedAtMs: atMs, expiresAtMs } = lot;
    this.add({ id, ownerId, atMs, isLive: true, ...ofLot(lot), expiresAtMs });
  }

  private read(row: TransactionRow): void {
    const own = this.ownOf(row);
    switch (row.kind) {
      case 'earn':
        return this.earned(row, own);
      case 'settle':
        return this.corrected(row);
      case 'hold':
        return this.held(row, own);
      case 'capture':
      case 'release':
      case 'restore':
        return this.ofHold(row, own);
      case 'clawback':
        return this.takenBack(row);
      case 'activate':
      case 'expire':
      case 'merge':
        return undefined;
      case 'reverse':
        return this.reversed(row, own);
      default:
        return this.moved(row, own);
    }
  }

  /** Lines of the family's own accounts. */
  private ownOf(row: TransactionRow): NamedEntryRow[] {
    return (this.entries.get(row.id) ?? []).filter(
      ({ ownerKind, ownerId, asset, bucket }) =>
        ownerKind === 'member' && this.owners.has(ownerId) && asset === 'points' && isOwnerBucket(bucket),
    );
  }

  private earned(row: TransactionRow, own: readonly NamedEntryRow[], source?: string): void {
    const [first] = own;
    if (first) this.credit(row, first.ownerId, sumOf(own), source);
  }

  private corrected(row: TransactionRow): void {
    const { rule, source, roots } = explanationOf(row.explanation);
    if (rule === LATE.ofLots && Array.isArray(roots)) {
      for (const [lotId, rootId] of roots as [number, number][]) this.told.set(lotId, rootId);
    }
    if (rule !== LATE.ofEarning || typeof source !== 'string') return;
    const credit = this.credits.get(source);
    // What gave no points when it came gives them here for the first time.
    if (!credit) return this.earned(row, this.ownOf(row), source);
    const points = credit.points - issuedBy(this.entries.get(row.id) ?? []);
    const terms = points > credit.points ? termsOf(row.explanation).lots?.find(isMembersTerms) : undefined;
    // What is given anew is given on the terms of then: a corrected order may have been paid at another time.
    this.credits.set(credit.source, {
      ...credit,
      points,
      ...(points > credit.points
        ? { ...(this.settles(row.postedAtMs) ? { atMs: row.occurredAtMs } : {}), ...termsAsFacts(terms) }
        : {}),
    });
  }

  private takenBack(row: TransactionRow): void {
    const points = issuedBy(this.entries.get(row.id) ?? []);
    const source = dueOf(row);
    if (source !== null && points > 0) this.clawbacks.push({ row, source, points });
  }

  private held(row: TransactionRow, own: readonly NamedEntryRow[]): void {
    const line = own.find(({ bucket }) => bucket === 'held');
    const untilMs = termsOf(row.explanation).hold?.untilMs ?? 0;
    if (!line) return;
    const { ownerId, amount: points } = line;
    this.others.push({ ...this.happened(row, ownerId), kind: 'hold', points, untilMs });
  }

  private ofHold(row: TransactionRow, own: readonly NamedEntryRow[]): void {
    const holdId = row.referenceId;
    const hold = this.holds.find(({ id }) => id === holdId);
    // Who gets points of somebody else's hold is given them.
    if (!hold) return this.moved(row, own);
    // Whose points it holds does not change with whoever settles it after a merge.
    const placed = this.others.find((fact) => fact.kind === 'hold' && fact.id === holdId);
    const ownerId = placed?.ownerId ?? hold.ownerId;
    const terms = termsOf(row.explanation).lots?.[0];
    const reinstateToMs = terms && terms.expiresAtMs > 0 ? terms.expiresAtMs : null;
    const about = { ...this.happened(row, ownerId), holdId };
    const back = own.reduce((sum, { bucket, amount }) => sum + (bucket === 'available' ? amount : 0), 0);
    if (row.kind === 'capture') {
      const extendToMs = terms?.extendTo ?? null;
      this.others.push({ ...about, kind: 'capture', points: hold.points - back, extendToMs, reinstateToMs });
    } else if (row.kind === 'restore') {
      this.others.push({ ...about, kind: 'restore', points: back, reinstateToMs });
    } else if (!row.postingKey.toString('latin1').startsWith('lapse:')) {
      this.others.push({ ...about, kind: 'release', reinstateToMs });
    }
  }

  /** By hand, brought in, from or to somebody else. */
  private moved(row: TransactionRow, own: readonly NamedEntryRow[]): void {
    for (const [ownerId, lines] of groupedBy(own, (line) => line.ownerId)) {
      const points = sumOf(lines);
      if (points < 0) this.others.push({ ...this.happened(row, ownerId), kind: 'debit', points: -points });
      if (points <= 0) continue;
      const carried = (this.opened.get(row.id) ?? []).filter(
        (lot) => lot.ownerId === ownerId && lot.carriedFrom !== 0,
      );
      if (carried.length === 0) this.credit(row, ownerId, points);
      for (const lot of carried) this.received(row, lot);
    }
  }

  /** A lot of somebody else goes on here with its own end. */
  private received(row: TransactionRow, lot: LotRow): void {
    const until = this.foreign.get(lot.carriedFrom)?.expiresAtMs ?? lot.expiresAtMs;
    this.add({
      ...this.happened(row, lot.ownerId),
      ...ofLot(lot),
      id: lot.id,
      expiresAtMs: Math.min(until, lot.expiresAtMs),
    });
  }

  private credit(
    row: TransactionRow,
    ownerId: number,
    points: number,
    source = row.postingKey.toString('latin1'),
  ): void {
    const terms = termsOf(row.explanation).lots?.find(isMembers(ownerId));
    const given = (this.entries.get(row.id) ?? []).find(
      ({ asset, amount }) => asset === 'points' && amount < 0,
    );
    this.add({
      ...this.happened(row, ownerId),
      source,
      points,
      funder: given ? funderOf(given) : HQ,
      ...termsAsFacts(terms),
    });
  }

  private add(credit: Omit<CreditFact, 'kind'>): void {
    this.credits.set(credit.source, { ...credit, kind: 'credit' });
  }

  /** What was taken back whole was never given; merges are facts of their own. */
  private reversed(row: TransactionRow, own: readonly NamedEntryRow[]): void {
    if (row.postingKey.toString('latin1').startsWith('unmerge:')) return;
    const credit = [...this.credits.values()].find(({ id }) => id === row.reversesId);
    if (credit) credit.points = 0;
    else this.moved(row, own);
  }
}
