import { Injectable } from '@nestjs/common';
import {
  dayStartMs,
  greatestOf,
  leastOf,
  nextOpenDay,
  type Budget,
  type Day,
  type Draw,
  type Planned,
  type RulesVersion,
} from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { budgetDays, budgetDraws, budgetsAgain, earningBudgets } from './entities';
import { givenBy } from './order-ledger.queries';
import { RetellingQueries } from './retelling.queries';
import type { RewardTurn } from './turns';

/** What budgets had given out before days were kept stands before all days: a step of the schema. */
export const givenBeforeDays = (verb: 'INSERT' | 'INSERT IGNORE'): string =>
  `${verb} INTO earning_budget_day (brand_id, rule, day, points, cut) SELECT brand_id, rule, 0, points, 0 FROM earning_budget`;

export const budgetRule = ({ version }: RulesVersion): string => `v${version}`;

export type BudgetRow = RowOf<typeof earningBudgets>;
export type DrawRow = RowOf<typeof budgetDraws>;

/** A place in the order of draws: everything up to it is planned. */
export interface DrawPlace {
  readonly atMs: number;
  readonly key: Buffer;
}

/** Some draws of one day, in their order, and what the budget gave before them. */
export interface DrawPage {
  readonly from: DrawPlace;
  readonly day: Day;
  readonly used: number;
  readonly draws: readonly DrawRow[];
  /** Where the next page begins, the end of the day where these are the last of it. */
  readonly until: DrawPlace;
  readonly isLastOfDay: boolean;
}

const NO_KEY = Buffer.alloc(0);
const NONE: ReadonlyMap<string, Day> = new Map();

/** What orders and events got of budgets, one by one and by their days. Written under the lock of the budget. */
@Injectable()
export class BudgetDraws {
  constructor(private readonly facts: RetellingQueries) {}

  /**
   * What plans draw on budgets, in the place of what the same orders and events drew before.
   * @returns the day from which each budget must be planned again, by its rule, because others may have drawn too early
   */
  async save(
    tx: Tx,
    brandId: number,
    planned: readonly Planned<RewardTurn>[],
    budgets: ReadonlyMap<string, BudgetRow>,
  ): Promise<ReadonlyMap<string, Day>> {
    if (budgets.size === 0) return NONE;
    const ids = planned.filter(({ turn }) => !turn.isNew).map(({ turn }) => turn.id);
    const before = new Map((await budgetDraws.select(tx, brandId, { id: ids })).map((row) => [row.id, row]));
    const unnamed = planned.filter(({ turn }) => turn.key === '' && budgetOf(turn) !== null);
    const keys = await this.facts.keysOf(
      tx,
      brandId,
      unnamed.filter(({ turn }) => turn.order).map(({ turn }) => turn.id),
      unnamed.filter(({ turn }) => turn.event).map(({ turn }) => turn.id),
    );
    const changes = planned.map((one) => {
      const { before: known, ...change } = changeOf(brandId, one, before.get(one.turn.id), keys);
      // What was given by a version without a budget is drawn on none.
      return { ...change, before: known && budgets.has(known.rule) ? known : null };
    });
    const changed = changes.filter(isChanged);
    if (changed.length === 0) return NONE;
    const gone = changed.filter(({ after }) => after === null).map(({ id }) => id);
    if (gone.length > 0) await budgetDraws.remove(tx, brandId, { id: gone });
    await budgetDraws.insert(
      tx,
      changed.flatMap(({ after }) => after ?? []),
      { upsert: ['rule', 'atMs', 'customerId', 'day', 'points', 'cut'] },
    );
    await this.saveDays(tx, brandId, changed);
    return this.saveSums(tx, brandId, changed, budgets);
  }

  private async saveDays(tx: Tx, brandId: number, changed: readonly Change[]): Promise<void> {
    const days = new Map<string, RowOf<typeof budgetDays>>();
    for (const { of, sign } of changed.flatMap(sidesOf)) {
      const key = `${of.rule}:${of.day}`;
      const known = days.get(key) ?? { brandId, rule: of.rule, day: of.day, points: 0, cut: 0 };
      days.set(key, { ...known, points: known.points + sign * of.points, cut: known.cut + sign * of.cut });
    }
    const tail = tx.dialect.upsertWith(['brand_id', 'rule', 'day'], {
      points: `earning_budget_day.points + ${tx.dialect.fresh('points')}`,
      cut: `earning_budget_day.cut + ${tx.dialect.fresh('cut')}`,
    });
    const inOrder = [...days.values()].sort((a, b) =>
      a.rule === b.rule ? a.day - b.day : a.rule < b.rule ? -1 : 1,
    );
    await budgetDays.insert(tx, inOrder, { tail });
  }

  /** What is cut of each budget, and when its last fact happened. */
  private async saveSums(
    tx: Tx,
    brandId: number,
    changed: readonly Change[],
    budgets: ReadonlyMap<string, BudgetRow>,
  ): Promise<ReadonlyMap<string, Day>> {
    const again = new Map<string, Day>();
    for (const [rule, row] of budgets) {
      const own = changed.flatMap(sidesOf).filter(({ of }) => of.rule === rule);
      if (own.length === 0) continue;
      const cut = own.reduce((sum, { of, sign }) => sum + sign * of.cut, row.cut);
      const lastAtMs = Math.max(row.lastAtMs, greatestOf(own.map(({ of }) => of.atMs)));
      await earningBudgets.set(tx, brandId, { rule }, { cut, lastAtMs });
      // Where everybody gets everything, nobody minds who came first.
      if (cut === 0 && row.cut === 0) continue;
      const early = own.filter(({ of }) => of.day > 0 && of.atMs <= row.lastAtMs).map(({ of }) => of.day);
      if (early.length > 0) again.set(rule, leastOf(early));
    }
    return again;
  }

  /** Lets budgets be planned again from a day on, or from an earlier place that is marked already. */
  async mark(tx: Tx, brandId: number, zone: string, again: ReadonlyMap<string, Day>): Promise<void> {
    for (const [rule, day] of again) {
      const fromMs = dayStartMs(day, zone);
      const known = await budgetsAgain.one(tx, brandId, { rule });
      if (known && known.fromMs < fromMs) continue;
      await this.moveMark(tx, brandId, rule, { atMs: fromMs, key: NO_KEY });
    }
  }

  /** Everything up to this place of a marked budget is planned. */
  async moveMark(tx: Tx, brandId: number, rule: string, { atMs, key }: DrawPlace): Promise<void> {
    const row = { brandId, rule, fromMs: atMs, fromKey: key };
    await budgetsAgain.insert(tx, [row], { upsert: ['fromMs', 'fromKey'] });
  }

  async dropMark(tx: Tx, brandId: number, rule: string): Promise<void> {
    await budgetsAgain.remove(tx, brandId, { rule });
  }

  /** Where a budget must be planned again; null: nowhere. */
  async marked(reader: Reader, brandId: number, rule: string): Promise<DrawPlace | null> {
    const row = await budgetsAgain.one(reader, brandId, { rule });
    return row && { atMs: row.fromMs, key: row.fromKey };
  }

  /** The next draws from a place on that may get something else; null: none. */
  async nextPage(
    reader: Reader,
    brandId: number,
    { rule, budget, zone }: { readonly rule: string; readonly budget: Budget; readonly zone: string },
    place: DrawPlace,
    limit: number,
  ): Promise<DrawPage | null> {
    const days = await budgetDays.select(reader, brandId, { rule }, { order: 'day' });
    const startOf = (day: Day): DrawPlace => ({ atMs: dayStartMs(day, zone), key: NO_KEY });
    const isBehind = ({ day }: { readonly day: Day }): boolean => dayStartMs(day + 1, zone) <= place.atMs;
    const current = days.find((one) => !isBehind(one));
    const before = days.filter(isBehind).reduce((sum, { points }) => sum + points, 0);
    const isMidDay = current !== undefined && isAfter(place, startOf(current.day));
    const open = isMidDay
      ? {
          day: current.day,
          used: before + (await this.givenUpTo(reader, brandId, rule, startOf(current.day), place)),
        }
      : nextOpenDay(
          budget,
          before,
          days.filter((one) => !isBehind(one)),
        );
    if (!open) return null;
    const from = isMidDay ? place : startOf(open.day);
    const draws = await budgetDraws.select(
      reader,
      brandId,
      { rule },
      {
        and: [
          'at_ms >= ? AND at_ms < ? AND (at_ms > ? OR fact_key > ?)',
          ...[from.atMs, dayStartMs(open.day + 1, zone), from.atMs, from.key],
        ],
        order: 'at_ms, fact_key, id',
        limit,
      },
    );
    const last = draws.at(-1);
    const isLastOfDay = !last || draws.length < limit;
    const until = isLastOfDay ? startOf(open.day + 1) : { atMs: last.atMs, key: last.factKey };
    return { from, ...open, draws, until, isLastOfDay };
  }

  private async givenUpTo(
    reader: Reader,
    brandId: number,
    rule: string,
    start: DrawPlace,
    { atMs, key }: DrawPlace,
  ): Promise<number> {
    const upTo = [
      'at_ms >= ? AND at_ms <= ? AND (at_ms < ? OR fact_key <= ?)',
      ...[start.atMs, atMs, atMs, key],
    ] as const;
    return budgetDraws.sum(reader, brandId, 'points', { rule }, upTo);
  }
}

/** What one order or event draws on budgets, before and after. */
interface Change {
  readonly id: number;
  readonly before: DrawSide | null;
  readonly after: DrawRow | null;
}

type DrawSide = Pick<DrawRow, 'rule' | 'atMs' | 'day'> & Draw;

const versionOf = ({ order, event }: RewardTurn): RulesVersion | null => (order ?? event)?.version ?? null;
const budgetOf = (turn: RewardTurn): Budget | null => versionOf(turn)?.rules.budget ?? null;

function changeOf(
  brandId: number,
  { turn, plan, wanted }: Planned<RewardTurn>,
  known: DrawRow | undefined,
  keys: ReadonlyMap<number, Buffer>,
): Change {
  const { id, atMs, key, standing } = turn;
  const one = turn.order ?? turn.event;
  const version = versionOf(turn);
  const points = plan?.points ?? 0;
  const factKey = key === '' ? (keys.get(id) ?? NO_KEY) : Buffer.from(key, 'latin1');
  const after =
    one && version && budgetOf(turn)
      ? {
          ...{
            id,
            brandId,
            rule: budgetRule(version),
            atMs,
            factKey,
            customerId: one.customerId,
            day: one.day,
          },
          ...{ points, cut: wanted - points },
        }
      : null;
  return { id, before: known ?? undated(standing), after };
}

/** What was given before draws were kept is among the points of no day. */
function undated(standing: RewardTurn['standing']): DrawSide | null {
  const points = standing.reduce((sum, one) => sum + givenBy(one).points, 0);
  const [first] = standing;
  return first && points > 0 ? { rule: `v${first.ruleVersion}`, atMs: 0, day: 0, points, cut: 0 } : null;
}

/** What is taken out of the sums and what is put into them. */
const sidesOf = ({ before, after }: Change): { readonly of: DrawSide; readonly sign: 1 | -1 }[] => [
  ...(before ? [{ of: before, sign: -1 } as const] : []),
  ...(after ? [{ of: after, sign: 1 } as const] : []),
];

function isChanged({ before, after }: Change): boolean {
  if (!before || !after) return before !== after;
  const { rule, atMs, points, cut } = before;
  return rule !== after.rule || atMs !== after.atMs || points !== after.points || cut !== after.cut;
}

const isAfter = (a: DrawPlace, b: DrawPlace): boolean =>
  a.atMs > b.atMs || (a.atMs === b.atMs && a.key.compare(b.key) > 0);
