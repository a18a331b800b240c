import type { LotTerms } from '@liuliang/domain';
import type { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import type { Findings } from './findings';
import { checkHolds, checkLot, checkStep } from './owner-rules';
import type { AuditedOwner, AuditedTransactionRow, OwnerAuditQueries } from './owners.queries';
import { BUCKET, FIGURES, groupBy, replay, type OwnerHistory, type ReplayedTransaction } from './replay';
import { type LotRow, termsOf } from '../ledger';

const OWNERS_AT_ONCE = 500;

/** What the walk through all owners finds out. */
export interface OwnerFindings {
  readonly lots: Findings;
  readonly holds: Findings;
}

/**
 * Goes through every owner of points and replays what is stored of them: lots and their moves (INV-5), holds (INV-7).
 * A page of owners is read at one instant, so traffic between the statements shows in none of them.
 */
export class OwnerWalk {
  constructor(
    private readonly db: Database,
    private readonly queries: OwnerAuditQueries,
    private readonly brandId: number | null,
    private readonly found: OwnerFindings,
  ) {}

  async run(): Promise<void> {
    for (let after = 0; ;) {
      const histories = await this.db.readAtOnce(async (reader) => {
        const owners = await this.queries.owners(reader, this.brandId, after, OWNERS_AT_ONCE);
        after = owners[owners.length - 1]?.first_account ?? after;
        return this.histories(reader, owners);
      });
      if (histories.length === 0) return;
      for (const history of histories) this.check(history);
    }
  }

  private check(history: OwnerHistory): void {
    const { lots, holds } = this.found;
    const { owner_kind, owner_id, asset } = history.owner;
    const whose = `${asset} of ${owner_kind} ${owner_id}`;
    lots.count(history.lots.length);
    holds.count(history.holds.length);
    const rows = new Set<string>();
    for (const lot of history.lots) checkLot(history, lot, (text) => rows.add(`lot ${lot.id}: ${text}`));
    lots.add(...rows);
    const told = new Set<string>();
    for (const step of replay(history, (text) => told.add(`${whose}: ${text}`))) {
      checkStep(history, step, (text) => told.add(`${whose}: transaction ${step.transaction.id}: ${text}`));
    }
    for (const figure of FIGURES) {
      const sum = history.lots.reduce((total, lot) => total + lot[figure], 0);
      const balance = history.balances.get(BUCKET[figure]) ?? 0;
      if (sum !== balance) told.add(`${whose}: lots sum to ${sum} ${BUCKET[figure]} where ${balance} are`);
    }
    lots.add(...told);
    checkHolds(history, (text) => holds.add(`${whose}: ${text}`));
  }

  private async histories(reader: Reader, owners: readonly AuditedOwner[]): Promise<OwnerHistory[]> {
    const kinds = groupBy(owners, (one) => `${one.brand_id}:${one.owner_kind}:${one.asset}`);
    const all: OwnerHistory[] = [];
    for (const group of kinds.values()) all.push(...(await this.historiesOf(reader, group)));
    return all;
  }

  /** Histories of owners of one brand, kind and asset. */
  private async historiesOf(reader: Reader, group: readonly AuditedOwner[]): Promise<OwnerHistory[]> {
    const one = group[0] as AuditedOwner;
    const ids = group.map(({ owner_id }) => owner_id);
    const { queries: store } = this;
    const accounts = await store.balances(reader, one, ids);
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const entries = (await store.entries(reader, [...byId.keys()])).map((entry) => {
      const { owner_id = 0, bucket = '' } = byId.get(entry.account_id) ?? {};
      return { ...entry, owner_id, bucket };
    });
    const lots = await store.lots(reader, one, ids);
    const moves = groupBy(
      await store.moves(
        reader,
        lots.map(({ id }) => id),
      ),
      (move) => move.lot_id,
    );
    const holds = await store.holds(reader, one, ids);
    const shared = await this.shared(reader, one.brand_id, {
      lots,
      holds,
      transactionIds: [
        ...entries.map((entry) => entry.transaction_id),
        ...[...moves.values()].flat().map((move) => move.transaction_id),
      ],
    });
    const [entriesOf, lotsOf, holdsOf, accountsOf] = [
      groupBy(entries, (row) => row.owner_id),
      groupBy(lots, (row) => row.owner_id),
      groupBy(holds, (row) => row.owner_id),
      groupBy(accounts, (row) => row.owner_id),
    ];
    return group.map((owner): OwnerHistory => {
      const own = lotsOf.get(owner.owner_id) ?? [];
      return {
        ...shared,
        owner,
        balances: new Map((accountsOf.get(owner.owner_id) ?? []).map((row) => [row.bucket, row.balance])),
        entries: entriesOf.get(owner.owner_id) ?? [],
        lots: own,
        moves: new Map(own.flatMap(({ id }) => (moves.has(id) ? [[id, moves.get(id) ?? []]] : []))),
        holds: holdsOf.get(owner.owner_id) ?? [],
      };
    });
  }

  /** What histories of one page have in common: transactions, and what lots and holds of others they name. */
  private async shared(
    reader: Reader,
    brandId: number,
    from: {
      readonly lots: readonly LotRow[];
      readonly holds: OwnerHistory['holds'];
      readonly transactionIds: readonly number[];
    },
  ): Promise<
    Pick<OwnerHistory, 'transactions' | 'breakages' | 'origins' | 'settlings' | 'movesBy' | 'openedBy'>
  > {
    const { queries: store } = this;
    const origins = await this.origins(reader, from.lots);
    const openers = [...from.lots, ...origins.values()].map((lot) => lot.opened_by);
    const ids = new Set([...from.transactionIds, ...openers].filter((id) => id !== 0));
    const rows = await store.transactions(reader, [...ids]);
    const expiries = rows.filter(({ kind }) => kind === 'expire').map(({ id }) => id);
    const ofHolds = [...new Set(from.holds.flatMap((hold) => [hold.held_by, hold.settled_by]))].filter(
      (id) => id !== 0,
    );
    const settlings = await store.settlings(
      reader,
      brandId,
      from.holds.map(({ id }) => id),
    );
    return {
      transactions: new Map(rows.map((row) => [row.id, replayed(row)])),
      breakages: new Map((await store.breakages(reader, expiries)).map((row) => [row.transaction_id, row])),
      origins,
      settlings: groupBy(settlings, (row) => row.hold_id),
      movesBy: groupBy(await store.movesBy(reader, ofHolds), (move) => move.transaction_id),
      openedBy: groupBy(from.lots, (lot) => lot.opened_by),
    };
  }

  /** The lots that others carry on, back to the first ones. */
  private async origins(reader: Reader, lots: readonly LotRow[]): Promise<Map<number, LotRow>> {
    const found = new Map<number, LotRow>();
    let wanted = lots.map((lot) => lot.carried_from);
    for (;;) {
      const missing = [...new Set(wanted)].filter((id) => id !== 0 && !found.has(id));
      if (missing.length === 0) return found;
      const rows = await this.queries.lotsById(reader, missing);
      for (const row of rows) found.set(row.id, row);
      wanted = rows.map((lot) => lot.carried_from);
    }
  }
}

function replayed({ explanation, ...row }: AuditedTransactionRow): ReplayedTransaction {
  return { ...row, terms: (termsOf(explanation).lots ?? []) as readonly LotTerms[] };
}
