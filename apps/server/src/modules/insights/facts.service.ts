import { Injectable } from '@nestjs/common';
import { FOREVER, NEVER, type Day } from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService, type Brand } from '../brands';
import {
  addStoredBits,
  differenceOf,
  foldRows,
  purchaseSteps,
  storedSteps,
  WHOLE_BRAND,
  type BitsByDay,
  type FactRow,
} from './facts';
import { FactsQueries, type OwnedRow, type RowOf } from './facts.queries';
import { groupedBy } from './group';
import { historiesOf, type FactsChange, type History } from './histories';
import { HistoryQueries } from './history.queries';
import { pastChange } from './past';
import { Rewrite } from './rewrite';
import { isSameTotal, mergedTotals, type CustomerTotal } from './totals';

/** Customers folded anew per transaction: some ten thousand rows, a fraction of a second. */
const REBUILD_CUSTOMERS = 500;

export interface RebuildOutcome {
  readonly customers: number;
  /** Rows of facts and totals that were not what the history says. 0: incremental and full agree (FACTS-2). */
  readonly differences: number;
}

/**
 * Keeps `customer_day` and `customer_total` in step with events, orders and refunds, inside the transaction that
 * brings them. See README for the invariants FACTS-1 … FACTS-5.
 */
@Injectable()
export class FactsService {
  constructor(
    private readonly db: Database,
    private readonly queries: FactsQueries,
    private readonly histories: HistoryQueries,
    private readonly brands: BrandsService,
  ) {}

  /**
   * Takes new events, orders and refunds into the facts. Only rows from the earliest touched day of the affected
   * customers on are read, and only rows that differ are written; facts that were known already write nothing.
   * The caller holds the row locks of all these customers, and gives totals for what is new alone.
   */
  async apply(tx: Tx, brand: Pick<Brand, 'id'>, change: FactsChange): Promise<void> {
    const histories = historiesOf(change);
    if (histories.length > 0) {
      // Before anything is read: who begins to fill a snapshot from here on sees our rows, or is told to start over.
      await this.queries.holdSnapshots(tx, brand.id);
      await this.write(tx, brand.id, await this.fold(tx, brand.id, histories));
    }
    if (change.totals.length > 0) await this.queries.addTotals(tx, brand.id, mergedTotals(change.totals));
  }

  /** The rows that `apply` would write, writing nothing: for the bench, which writes them bare to compare. */
  async preview(reader: Reader, brand: Pick<Brand, 'id'>, change: FactsChange): Promise<readonly RowOf[]> {
    return (await this.fold(reader, brand.id, historiesOf(change))).changed;
  }

  /**
   * Folds one customer's whole history anew, aliases included, and takes the aliases' own rows away. For merges: call
   * it after `alias_of` is set, with both customers locked; after a merge is undone, call it for each of the two.
   */
  async refold(tx: Tx, brand: Brand, keptId: number): Promise<void> {
    await this.queries.holdSnapshots(tx, brand.id);
    await this.writePlan(tx, brand.id, await this.plan(tx, brand, [keptId]));
  }

  /**
   * Folds customers anew from events, orders and refunds: all of a brand (after its catalogue changed), or some.
   * A few hundred customers per transaction; imports may go on meanwhile.
   */
  async rebuild(brandId: number, customerIds?: readonly number[]): Promise<RebuildOutcome> {
    return this.eachChunk(brandId, customerIds, (brand, keptIds) =>
      this.db.run('insights.rebuild', async (tx) => {
        await this.histories.lock(tx, keptIds);
        await this.queries.holdSnapshots(tx, brandId);
        const plan = await this.plan(tx, brand, keptIds);
        await this.writePlan(tx, brandId, plan);
        return differencesIn(plan);
      }),
    );
  }

  /** As `rebuild`, but only compares: for the audit. Run it while nothing is being imported. */
  async compare(brandId: number): Promise<RebuildOutcome> {
    return this.eachChunk(brandId, undefined, (brand, keptIds) =>
      this.db.read(async (reader) => differencesIn(await this.plan(reader, brand, keptIds))),
    );
  }

  private async fold(reader: Reader, brandId: number, histories: readonly History[]): Promise<Rewrite> {
    const work = new Rewrite();
    for (const group of groupsOf(histories)) {
      const customerIds = group.histories.map((history) => history.customerId);
      const stored = byCustomer(
        await this.queries.rowsFrom(reader, brandId, group.scope, customerIds, group.fromDay),
      );
      for (const history of group.histories) {
        const before = stored.get(history.customerId) ?? [];
        const difference = differenceOf(before, refold(history, before, group.fromDay));
        work.add(history.scope, history.customerId, difference);
      }
    }
    return work;
  }

  private async eachChunk(
    brandId: number,
    customerIds: readonly number[] | undefined,
    work: (brand: Brand, keptIds: number[]) => Promise<number>,
  ): Promise<RebuildOutcome> {
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    const wanted =
      customerIds && (await this.db.read((reader) => this.histories.keptOf(reader, brandId, customerIds)));
    let [afterId, customers, differences] = [0, 0, 0];
    for (;;) {
      const keptIds = wanted
        ? wanted.slice(customers, customers + REBUILD_CUSTOMERS)
        : await this.db.read((reader) =>
            this.histories.keptAfter(reader, brandId, afterId, REBUILD_CUSTOMERS),
          );
      if (keptIds.length === 0) return { customers, differences };
      differences += await work(brand, keptIds);
      customers += keptIds.length;
      afterId = keptIds[keptIds.length - 1] ?? afterId;
    }
  }

  /** What differs between the stored facts of these customers and their history. */
  private async plan(reader: Reader, brand: Brand, keptIds: readonly number[]): Promise<Plan> {
    const aliases = await this.histories.aliases(reader, keptIds);
    const allIds = [...keptIds, ...aliases.map((alias) => alias.aliasId)];
    const past = {
      events: await this.histories.events(reader, allIds),
      orders: await this.histories.orders(reader, allIds),
      refunds: await this.histories.refunds(reader, allIds),
    };
    const keptByAlias = new Map(aliases.map((alias) => [alias.aliasId, alias.keptId]));
    const change = pastChange(brand, keptIds, past, keptByAlias);
    const histories = historiesOf(change);
    const rows = new Rewrite();
    for (const scope of [WHOLE_BRAND, ...(await this.brands.channels(reader, brand.id)).values()]) {
      const stored = byCustomer(await this.queries.rowsFrom(reader, brand.id, scope, allIds, NEVER));
      const inScope = histories.filter((history) => history.scope === scope);
      const historyByCustomer = new Map(inScope.map((history) => [history.customerId, history]));
      for (const customerId of new Set([...stored.keys(), ...historyByCustomer.keys()])) {
        const history = historyByCustomer.get(customerId);
        const wanted = history ? foldRows(null, history.bitsByDay, purchaseSteps(history.orders ?? [])) : [];
        rows.add(scope, customerId, differenceOf(stored.get(customerId) ?? [], wanted));
      }
    }
    return { rows, ...(await this.totalsPlan(reader, allIds, mergedTotals(change.totals))) };
  }

  private async totalsPlan(
    reader: Reader,
    customerIds: readonly number[],
    wanted: readonly CustomerTotal[],
  ): Promise<Omit<Plan, 'rows'>> {
    const stored = new Map(
      (await this.queries.totals(reader, customerIds)).map((total) => [total.customerId, total]),
    );
    const totals = wanted.filter((total) => {
      const before = stored.get(total.customerId);
      stored.delete(total.customerId);
      return !before || !isSameTotal(before, total);
    });
    return { totals, totalsGone: [...stored.keys()] };
  }

  private async writePlan(tx: Tx, brandId: number, plan: Plan): Promise<void> {
    await this.write(tx, brandId, plan.rows);
    await this.queries.setTotals(tx, brandId, plan.totals);
    await this.queries.removeTotals(tx, plan.totalsGone);
  }

  private async write(tx: Tx, brandId: number, work: Rewrite): Promise<void> {
    await this.queries.remove(tx, brandId, work.gone);
    await this.queries.write(tx, brandId, work.changed);
    if (work.fromDay < FOREVER) await this.queries.dropSnapshots(tx, brandId, work.fromDay);
  }
}

interface Plan {
  readonly rows: Rewrite;
  readonly totals: readonly CustomerTotal[];
  readonly totalsGone: readonly number[];
}

function differencesIn({ rows, totals, totalsGone }: Plan): number {
  return rows.changed.length + rows.gone.length + totals.length + totalsGone.length;
}

/** Histories of one scope whose rows are read together, from one day on. */
interface Group {
  readonly scope: number;
  readonly fromDay: Day;
  readonly histories: readonly History[];
}

/**
 * Purchases are folded from their first day, so those histories need all rows. Events alone need the rows from the
 * earliest new day on: for today's events that is the newest row of each customer.
 */
function groupsOf(histories: readonly History[]): Group[] {
  const groups = groupedBy(histories, ({ scope, orders }) => `${scope}/${orders ? 'all' : 'tail'}`);
  return [...groups.values()].map((members) => ({
    scope: members[0]?.scope ?? WHOLE_BRAND,
    fromDay: members[0]?.orders ? NEVER : firstDayOf(members),
    histories: members,
  }));
}

function firstDayOf(histories: readonly History[]): Day {
  let first = FOREVER;
  for (const { bitsByDay } of histories) for (const day of bitsByDay.keys()) first = Math.min(first, day);
  return first;
}

function refold(history: History, stored: readonly OwnedRow[], fromDay: Day): FactRow[] {
  const [oldest] = stored;
  // At most one stored row began before the first day: the one in force on the day before it.
  const base = oldest && oldest.day < fromDay ? oldest : null;
  const later = base ? stored.slice(1) : stored;
  const bitsByDay: BitsByDay = new Map(history.bitsByDay);
  addStoredBits(bitsByDay, later);
  return foldRows(base, bitsByDay, history.orders ? purchaseSteps(history.orders) : storedSteps(later));
}

function byCustomer(rows: readonly OwnedRow[]): Map<number, OwnedRow[]> {
  return groupedBy(rows, (row) => row.customerId);
}
