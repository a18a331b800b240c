import { Injectable } from '@nestjs/common';
import {
  dayStartMs,
  planInTurn,
  UsageBook,
  type Budget,
  type Earned,
  type RulesVersion,
  type Usage,
} from '@liuliang/domain';
import { Database } from '../../platform/db/database';
import { RunAgain } from '../../platform/db/run-again';
import type { Tx } from '../../platform/db/statements';
import { reportOf, sweep } from '../../platform/jobs';
import { BrandsService, type Brand } from '../brands';
import { CustomersService, type LockedPerson } from '../members';
import {
  BudgetDraws,
  budgetRule,
  type BudgetRow,
  type DrawPage,
  type DrawPlace,
} from './budget-draws.queries';
import { budgetsAgain, earningBudgets } from './entities';
import { givenBy } from './order-ledger.queries';
import { Retelling, type RetoldCustomer } from './retelling';
import { RetoldTurns } from './retold-turns';
import { RewardsService } from './rewards.service';
import type { RewardTurn } from './turns';
import { UsageQueries } from './usage.queries';
import { EarningVersions } from './versions';

/** Draws planned in one transaction: their customers are locked as long as it lasts. */
const DRAWS_AT_ONCE = 200;
/** Of one budget in one run; the next one goes on from there. */
const PAGES_PER_RUN = 200;

const marks = budgetsAgain.acrossBrands('the job takes whatever is marked');

/** A budget under way. */
interface Walk {
  readonly brand: Brand;
  readonly version: RulesVersion;
  readonly rule: string;
  readonly budget: Budget;
  readonly zone: string;
}

/**
 * Lets budgets be drawn in the order in which things happened, over all customers of a brand. Who comes late finds what
 * the others left; this goes over the draws from the earliest late one on and posts the differences. Days on which
 * everybody gets everything, or nothing is left for anybody, are passed over by their sums, so that what is planned is
 * about as much as what changes. It may stop after any page, and goes on where it stopped.
 */
@Injectable()
export class BudgetsJob {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly versions: EarningVersions,
    private readonly customers: CustomersService,
    private readonly draws: BudgetDraws,
    private readonly usage: UsageQueries,
    private readonly retelling: Retelling,
    private readonly retold: RetoldTurns,
    private readonly rewards: RewardsService,
  ) {}

  async run(): Promise<string> {
    const planned = await sweep({
      due: (limit) =>
        this.db.read((reader) => marks.select(reader, {}, { order: 'from_ms, brand_id', limit })),
      keyOf: ({ brandId, rule }) => `${brandId}:${rule}`,
      work: async (rows) => {
        for (const { brandId, rule } of rows) await this.walk(brandId, rule);
        return rows.length;
      },
    });
    return reportOf({ budgets: planned });
  }

  private async walk(brandId: number, rule: string): Promise<void> {
    for (let page = 0; page < PAGES_PER_RUN; page += 1) {
      const isDone = await this.db.run('earning.budgets', async (tx) => {
        const brand = await this.brands.byId(tx, brandId);
        const version = (await this.versions.published(tx, brand)).find((one) => budgetRule(one) === rule);
        const budget = version?.rules.budget;
        // Where what was posted stands, so does what it drew.
        if (!version || !budget || version.rules.lateFacts === 'keep') return this.drop(tx, brandId, rule);
        const walk: Walk = { brand, version, rule, budget, zone: brand.timeZone };
        return this.step(tx, walk);
      });
      if (isDone) return;
    }
  }

  private async drop(tx: Tx, brandId: number, rule: string): Promise<true> {
    await this.draws.dropMark(tx, brandId, rule);
    return true;
  }

  /** One page. @returns whether it was behind the last one */
  private async step(tx: Tx, walk: Walk): Promise<boolean> {
    const { brand, rule } = walk;
    // Who must be locked is only known from the draws, and customers are locked before budgets.
    const expected = await this.next(tx, walk);
    const locked = await this.customers.lock(
      tx,
      brand,
      (expected?.draws ?? []).map(({ customerId }) => customerId),
    );
    const row = await this.usage.lockBudget(tx, brand.id, rule);
    const page = await this.next(tx, walk);
    if (!page) return this.drop(tx, brand.id, rule);
    const retold = new Map<number, RetoldCustomer>();
    for (const { customerId: filedUnder } of page.draws) {
      const buyer = locked.find(filedUnder);
      if (!buyer) throw new RunAgain('somebody else has drawn on this budget meanwhile');
      const one = retoldOn(page, buyer, walk);
      for (const id of buyer.family) retold.set(id, one);
    }
    await this.plan(tx, walk, page, retold, row);
    await this.draws.moveMark(tx, brand.id, rule, page.until);
    return false;
  }

  private async next(tx: Tx, walk: Walk): Promise<DrawPage | null> {
    const place = await this.draws.marked(tx, walk.brand.id, walk.rule);
    return place && this.draws.nextPage(tx, walk.brand.id, walk, place, DRAWS_AT_ONCE);
  }

  private async plan(
    tx: Tx,
    { brand, version, rule, zone }: Walk,
    page: DrawPage,
    retold: ReadonlyMap<number, RetoldCustomer>,
    row: BudgetRow,
  ): Promise<void> {
    const versions = await this.versions.published(tx, brand);
    const nothing = { orders: [], refunds: [], events: [], corrections: [] };
    const kin = await this.retelling.kinOf(tx, brand.id, [...retold.values()]);
    const all = await this.retold.of(tx, brand, versions, { customers: retold, kin }, nothing);
    const own = all
      .filter((turn) => isOn(turn, page))
      .map((turn) => (isOthers(turn, version) ? asKept(turn) : turn));
    const before = all.filter((turn) => isUpTo(turn, page.from));
    const book = new UsageBook(countedOf(before), [{ version, used: page.used }]);
    for (const one of countedOf(own)) book.forget(one);
    const planned = planInTurn(book, own, zone);
    await this.usage.saveUsage(tx, brand.id, book.usage);
    const given = planned.reduce((sum, { turn, plan }) => {
      return isOf(turn, version) ? sum + (plan?.points ?? 0) - pointsOf(turn) : sum;
    }, 0);
    await earningBudgets.set(tx, brand.id, { rule }, { points: row.points + given });
    await this.draws.save(tx, brand.id, planned, new Map([[rule, row]]));
    await this.rewards.repost(tx, brand.id, planned);
  }
}

/** A buyer's day, as far as the page goes. */
function retoldOn(
  { day, until }: DrawPage,
  { customerId, family, mergedAtMs }: LockedPerson,
  { version, zone }: Walk,
): RetoldCustomer {
  const cause = `budget:${version.version}`;
  return {
    ...{ customerId, family, fromDay: day, fromMs: dayStartMs(day, zone), untilMs: until.atMs + 1 },
    news: [{ id: 0, customerId, family, mergedAtMs, atMs: 0, cause }],
  };
}

function isUpTo({ atMs, key }: RewardTurn, place: DrawPlace): boolean {
  return atMs < place.atMs || (atMs === place.atMs && key <= place.key.toString('latin1'));
}

const isOn = (turn: RewardTurn, { from, until }: DrawPage): boolean =>
  !isUpTo(turn, from) && isUpTo(turn, until);

/** What another budget gives is planned when that one is. */
function isOthers({ order, event }: RewardTurn, { version }: RulesVersion): boolean {
  const own = (order ?? event)?.version;
  return own !== undefined && own.rules.budget !== null && own.version !== version;
}

const asKept = (turn: RewardTurn): RewardTurn => ({ ...turn, kept: pointsOf(turn) });

/** What was counted of them, as they stand. */
function countedOf(turns: readonly RewardTurn[]): Usage[] {
  const book = new UsageBook([], []);
  for (const turn of turns) {
    const one = turn.order ?? turn.event;
    const isCounted = turn.order !== null || turn.standing.some((earning) => isSomething(givenBy(earning)));
    if (one && isCounted) book.keep(one, pointsOf(turn));
  }
  return book.usage;
}

const isSomething = ({ points, growth }: Earned): boolean => points + growth > 0;

const isOf = ({ order, event }: RewardTurn, { version }: RulesVersion): boolean =>
  (order ?? event)?.version.version === version;

const pointsOf = ({ standing }: RewardTurn): number =>
  standing.reduce((sum, one) => sum + givenBy(one).points, 0);
