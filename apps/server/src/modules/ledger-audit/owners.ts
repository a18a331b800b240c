import {
  appendTo,
  groupedBy,
  historyFaults,
  isOwnerBucket,
  type LotTerms,
  type OwnerHistory,
} from '@liuliang/domain';
import { Breath } from '../../platform/breath';
import type { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import {
  anyLot,
  anyTransaction,
  ledgerAccounts,
  ledgerEntries,
  lotMoves,
  pointsHolds,
  pointsLots,
  termsOf,
  type HoldRow,
  type LotRow,
} from '../ledger';
import type { Findings } from './findings';
import type { AuditedOwner, OwnerAuditQueries } from './owners.queries';

/** A page is as long as its histories are: whoever has more entries than that is a page of their own. */
const [OWNERS_AT_ONCE, ENTRIES_AT_ONCE] = [200, 2_000];

/** What the walk through all owners finds out. */
export interface OwnerFindings {
  readonly lots: Findings;
  readonly holds: Findings;
}

/** What histories of one page have in common. */
type Shared = Pick<
  OwnerHistory,
  'transactions' | 'breakages' | 'origins' | 'originMoves' | 'settlings' | 'movesBy' | 'openedBy'
>;

/**
 * Goes through every owner of points and replays what is stored of them. A page of owners is read at one instant, so
 * traffic between the statements shows in none of them.
 */
export class OwnerWalk {
  private readonly breath = new Breath();

  constructor(
    private readonly db: Database,
    private readonly queries: OwnerAuditQueries,
    private readonly brandId: number | null,
    private readonly found: OwnerFindings,
  ) {}

  async run(): Promise<void> {
    for (let after = 0; ;) {
      const histories = await this.db.readApartAtOnce(async (reader) => {
        const next = await this.queries.owners(reader, this.brandId, after, OWNERS_AT_ONCE);
        const owners = firstOf(next);
        after = owners[owners.length - 1]?.firstAccount ?? after;
        return this.histories(reader, owners);
      });
      if (histories.length === 0) return;
      for (const history of histories) {
        await this.check(history);
      }
    }
  }

  private async check(history: OwnerHistory): Promise<void> {
    const { lots, holds } = this.found;
    const run = historyFaults(history);
    let next = run.next();
    for (; !next.done; next = run.next()) if (this.breath.isDue) await this.breath.take();
    const faults = next.value;
    lots.count(history.lots.length);
    lots.addAll(faults.lots);
    holds.count(history.holds.length);
    holds.addAll(faults.holds);
  }

  private async histories(reader: Reader, owners: readonly AuditedOwner[]): Promise<OwnerHistory[]> {
    const kinds = groupedBy(owners, (one) => `${one.brandId}:${one.ownerKind}:${one.asset}`);
    const all: OwnerHistory[] = [];
    for (const group of kinds.values()) appendTo(all, await this.historiesOf(reader, group));
    return all;
  }

  /** Histories of owners of one brand, kind and asset. */
  private async historiesOf(reader: Reader, group: readonly AuditedOwner[]): Promise<OwnerHistory[]> {
    const { brandId, ownerKind, asset } = group[0] as AuditedOwner;
    const owned = { ownerKind, ownerId: group.map(({ ownerId }) => ownerId), asset };
    const accounts = (await ledgerAccounts.select(reader, brandId, owned)).filter(({ bucket }) =>
      isOwnerBucket(bucket),
    );
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const entries = (await ledgerEntries.select(reader, { accountId: [...byId.keys()] })).flatMap((entry) => {
      const account = byId.get(entry.accountId);
      return account ? [{ ...entry, ownerId: account.ownerId, bucket: account.bucket }] : [];
    });
    const lots = await pointsLots.select(reader, brandId, owned);
    const ofLots = { lotId: lots.map(({ id }) => id) };
    const moves = await lotMoves.select(reader, ofLots, { order: 'lot_id, version' });
    const holds = await pointsHolds.select(reader, brandId, owned);
    const ids = [...entries, ...moves].map(({ transactionId }) => transactionId);
    const shared = await this.shared(reader, brandId, lots, holds, ids);
    const ownerId = (row: { readonly ownerId: number }): number => row.ownerId;
    const [entriesOf, lotsOf, holdsOf] = [
      groupedBy(entries, ownerId),
      groupedBy(lots, ownerId),
      groupedBy(holds, ownerId),
    ];
    const [accountsOf, movesOf] = [groupedBy(accounts, ownerId), groupedBy(moves, (move) => move.lotId)];
    return group.map((owner): OwnerHistory => {
      const own = lotsOf.get(owner.ownerId) ?? [];
      return {
        ...shared,
        owner,
        balances: new Map((accountsOf.get(owner.ownerId) ?? []).map((row) => [row.bucket, row.balance])),
        entries: entriesOf.get(owner.ownerId) ?? [],
        lots: own,
        moves: new Map(own.flatMap(({ id }) => (movesOf.has(id) ? [[id, movesOf.get(id) ?? []]] : []))),
        holds: holdsOf.get(owner.ownerId) ?? [],
      };
    });
  }

  private async shared(
    reader: Reader,
    brandId: number,
    lots: readonly LotRow[],
    holds: readonly HoldRow[],
    transactionIds: readonly number[],
  ): Promise<Shared> {
    const origins = await this.origins(reader, lots);
    const openers = [...lots, ...origins.values()].map((lot) => lot.openedBy);
    const rows = await anyTransaction.select(reader, { id: distinct([...transactionIds, ...openers]) });
    const expiries = rows.filter(({ kind }) => kind === 'expire').map(({ id }) => id);
    const ofHolds = distinct(holds.flatMap((hold) => [hold.heldBy, hold.settledBy]));
    const settlings = await this.queries.settlings(
      reader,
      brandId,
      holds.map(({ id }) => id),
    );
    const breakages = await this.queries.breakages(reader, expiries);
    const movesBy = await lotMoves.select(reader, { transactionId: ofHolds });
    const ofOrigins = { lotId: [...origins.keys()] };
    const originMoves = await lotMoves.select(reader, ofOrigins, { order: 'lot_id, version' });
    return {
      transactions: new Map(
        rows.map((row) => [
          row.id,
          { ...row, terms: (termsOf(row.explanation).lots ?? []) as readonly LotTerms[] },
        ]),
      ),
      breakages: new Map(breakages.map((row) => [row.transactionId, row])),
      origins,
      originMoves: groupedBy(originMoves, (move) => move.lotId),
      settlings: groupedBy(settlings, (row) => row.holdId),
      movesBy: groupedBy(movesBy, (move) => move.transactionId),
      openedBy: groupedBy(lots, (lot) => lot.openedBy),
    };
  }

  /** The lots that others carry on, back to the first ones. */
  private async origins(reader: Reader, lots: readonly LotRow[]): Promise<Map<number, LotRow>> {
    const found = new Map<number, LotRow>();
    let wanted = lots.map((lot) => lot.carriedFrom);
    for (;;) {
      const missing = distinct(wanted).filter((id) => !found.has(id));
      if (missing.length === 0) return found;
      const rows = await anyLot.select(reader, { id: missing });
      for (const row of rows) found.set(row.id, row);
      wanted = rows.map((lot) => lot.carriedFrom);
    }
  }
}

/** The first owners, one at least, up to so many entries. */
function firstOf(owners: readonly AuditedOwner[]): AuditedOwner[] {
  let entries = 0;
  return owners.filter((owner, i) => {
    entries += owner.entries;
    return i === 0 || entries <= ENTRIES_AT_ONCE;
  });
}

/** Ids without repetition, and without 0, which names nothing. */
const distinct = (ids: readonly number[]): number[] => [...new Set(ids)].filter((id) => id !== 0);
