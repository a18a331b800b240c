import { Injectable } from '@nestjs/common';
import {
  FactsRewrite,
  FOREVER,
  groupsOf,
  historiesOf,
  mergedTotals,
  NEVER,
  pastChange,
  totalsDifference,
  WHOLE_BRAND,
  type CustomerTotal,
  type FactOf,
  type FactsChange,
  type HistoryGroup,
  type ScopeHistory,
} from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService, type Brand } from '../brands';
import { customerTotals, layerSnapshots } from './entities';
import { FactsQueries } from './facts.queries';
import { HistoryQueries } from './history.queries';
import { readingOf } from './rules';

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
  async preview(reader: Reader, brand: Pick<Brand, 'id'>, change: FactsChange): Promise<readonly FactOf[]> {
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

  private async fold(
    reader: Reader,
    brandId: number,
    histories: readonly ScopeHistory[],
  ): Promise<FactsRewrite> {
    const work = new FactsRewrite();
    const groups = groupsOf(histories);
    const [first] = groups;
    // Of one customer all scopes are one question: a scan or a tap of somebody is most of what comes in by itself.
    if (first && groups.every((group) => isOfOne(group, first))) {
      const [scopes, id] = [groups.map(({ scope }) => scope), first.histories[0]?.customerId ?? 0];
      const rows = await this.queries.rowsOfOne(reader, brandId, scopes, id, first.fromDay);
      for (const group of groups) work.takeIn(group, rows.get(group.scope) ?? []);
      return work;
    }
    for (const group of groups) {
      const ids = group.histories.map((history) => history.customerId);
      work.takeIn(group, await this.queries.rowsFrom(reader, brandId, group.scope, ids, group.fromDay));
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
    const change = pastChange(readingOf(brand), keptIds, past, keptByAlias);
    const histories = historiesOf(change);
    const rows = new FactsRewrite();
    for (const scope of [WHOLE_BRAND, ...(await this.brands.channels(reader, brand.id)).values()])
      rows.replace(scope, histories, await this.queries.rowsFrom(reader, brand.id, scope, allIds, NEVER));
    const stored = await customerTotals.select(reader, brand.id, { customerId: allIds });
    return { rows, ...totalsDifference(stored, mergedTotals(change.totals)) };
  }

  private async writePlan(tx: Tx, brandId: number, plan: Plan): Promise<void> {
    await this.write(tx, brandId, plan.rows);
    await this.queries.setTotals(tx, brandId, plan.totals);
    await customerTotals.remove(tx, brandId, { customerId: plan.totalsGone });
  }

  private async write(tx: Tx, brandId: number, work: FactsRewrite): Promise<void> {
    await this.queries.remove(tx, brandId, work.gone);
    await this.queries.write(tx, brandId, work.changed);
    if (work.fromDay < FOREVER) await layerSnapshots.remove(tx, brandId, {}, ['day >= ?', work.fromDay]);
  }
}

interface Plan {
  readonly rows: FactsRewrite;
  readonly totals: readonly CustomerTotal[];
  readonly totalsGone: readonly number[];
}

/** Whether all that a group holds is of the one customer of another, from the same day on. */
const isOfOne = ({ histories, fromDay }: HistoryGroup, first: HistoryGroup): boolean =>
  histories.length === 1 &&
  histories[0]?.customerId === first.histories[0]?.customerId &&
  fromDay === first.fromDay;

function differencesIn({ rows, totals, totalsGone }: Plan): number {
  return rows.changed.length + rows.gone.length + totals.length + totalsGone.length;
}
