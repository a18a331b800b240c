import { Injectable } from '@nestjs/common';
import type { LiabilityReport } from '@liuliang/contract';
import {
  addUpLiability,
  breakageBp,
  chainLiability,
  expectedBreakage,
  fail,
  formatPeriod,
  monthsBetween,
  NEVER_MS,
  ok,
  periodAfter,
  periodEndMs,
  periodOf,
  periodStartMs,
  rollBack,
  settledAssets,
  valueFen,
  type LotFlow,
  type Period,
  type Result,
  type RollForward,
  type SettledAsset,
} from '@liuliang/domain';
import type { z } from 'zod';
import { settingsOf } from '../../platform/areas';
import { Database } from '../../platform/db/database';
import type { Reader } from '../../platform/db/statements';
import { firstIdOf } from '../../platform/ids';
import { BrandsService, type Brand } from '../brands';
import { LiabilityQueries, type FlowRow, type IdRange, type LotGroup } from './liability.queries';
import { settlementRates } from './settings';

export type LiabilityView = z.input<typeof LiabilityReport>;
type Tie = LiabilityView['ties'][number];

/** Months of one report. */
const MONTHS_MAX = 36;
/** Months ahead by which outstanding points are told apart; what expires later stands in the last. */
const EXPIRY_MONTHS = 36;
/** A lot is old enough to say how many points expire when it was opened this many months ago. */
const COHORT_AGE = 12;
const COHORT_MONTHS = 12;

interface Group extends LotGroup {
  points: number;
  pending: number;
}
interface MonthOf {
  readonly group: Group;
  readonly period: Period;
  readonly row: RollForward;
}

/**
 * What outstanding points are, month by month, and what they cost. Everything is read from lots and entries at one
 * instant; the report carries the same figures from both, and is right when they agree (LIABILITY).
 */
@Injectable()
export class LiabilityService {
  constructor(
    private readonly db: Database,
    private readonly queries: LiabilityQueries,
    private readonly brands: BrandsService,
  ) {}

  /** @param from first month, @param to last month: not in the future, at most 36 months apart */
  async report(
    brandId: number,
    from: Period,
    to: Period,
  ): Promise<Result<LiabilityView, { code: 'MONTH_RANGE_INVALID' }>> {
    const nowMs = this.db.nowMs();
    const brand = await this.db.read((reader) => this.brands.byId(reader, brandId));
    const span = monthsBetween(from, to);
    const isAhead = to > periodOf(nowMs, brand.timeZone) || from < 200001;
    if (span < 0 || span >= MONTHS_MAX || isAhead) return fail({ code: 'MONTH_RANGE_INVALID' });
    return this.db.readApartAtOnce(async (reader) => ok(await this.reportAt(reader, brand, from, to, nowMs)));
  }

  private async reportAt(
    reader: Reader,
    brand: Brand,
    from: Period,
    to: Period,
    nowMs: number,
  ): Promise<LiabilityView> {
    const months = await this.months(reader, brand, from, to);
    const programmes = [];
    for (const asset of settledAssets) {
      const breakage = await this.breakage(reader, brand, asset, nowMs);
      programmes.push(this.programme(brand, asset, ofAsset(months, asset), from, to, breakage));
    }
    const ties = await this.ties(reader, brand, programmes, from, to);
    return {
      from: formatPeriod(from),
      to: formatPeriod(to),
      asOfMs: nowMs,
      programmes,
      rows: await this.rows(reader, brand, months),
      byExpiry: await this.byExpiry(reader, brand, nowMs),
      ties,
      isTied: ties.every((tie) => tie.lots === tie.entries),
    };
  }

  /** Every group in every month, last month first: from what is there now, backwards by what happened. */
  private async months(reader: Reader, brand: Brand, from: Period, to: Period): Promise<MonthOf[]> {
    const groups = new Map<string, Group>();
    for (const row of await this.queries.outstanding(reader, brand.id)) groups.set(slotOf(row), { ...row });
    const months: MonthOf[] = [];
    // What was posted after the last month asked for is taken back first.
    const after = { from: firstIdOf(periodEndMs(to, brand.timeZone)), until: Number.MAX_SAFE_INTEGER };
    await this.stepBack(reader, brand, after, groups);
    for (let period = to; period >= from; period = periodAfter(period, -1)) {
      for (const [slot, row] of await this.stepBack(reader, brand, rangeOf(period, brand), groups)) {
        months.push({ group: groups.get(slot) as Group, period, row });
      }
    }
    return months;
  }

  /** Roll-forwards of a range by group; afterwards `groups` stand where the range began. */
  private async stepBack(
    reader: Reader,
    brand: Brand,
    range: IdRange,
    groups: Map<string, Group>,
  ): Promise<Map<string, RollForward>> {
    const flows = new Map<string, LotFlow[]>();
    const add = (row: FlowRow, isOpening: boolean): void => {
      const slot = slotOf(row);
      if (!groups.has(slot)) groups.set(slot, { ...row, points: 0, pending: 0 });
      const flow = {
        postingKind: row.postingKind,
        isOpening,
        change: row.changePoints,
        pendingChange: row.pendingChange,
      };
      flows.set(slot, [...(flows.get(slot) ?? []), flow]);
    };
    for (const row of await this.queries.opened(reader, brand.id, range)) add(row, true);
    for (const row of await this.queries.moved(reader, brand.id, range)) add(row, false);
    for (const row of await this.queries.expiredLate(reader, brand.id, range))
      shareExpired(row, flows, groups);
    const rows = new Map<string, RollForward>();
    for (const [slot, group] of groups) {
      const row = rollBack(group, flows.get(slot) ?? []);
      rows.set(slot, row);
      group.points = row.opening;
      for (const { pendingChange } of flows.get(slot) ?? []) group.pending -= pendingChange;
    }
    return rows;
  }

  private programme(
    brand: Brand,
    asset: SettledAsset,
    months: readonly MonthOf[],
    from: Period,
    to: Period,
    bp: number | null,
  ): LiabilityView['programmes'][number] {
    const costFenPer100 = costOf(brand, asset);
    const byMonth: RollForward[] = [];
    for (let period = from; period <= to; period = periodAfter(period, 1)) {
      byMonth.push(addUpLiability(months.filter((one) => one.period === period).map(({ row }) => row)));
    }
    const figures = chainLiability(byMonth);
    const expected = expectedBreakage(figures.closing, bp);
    return {
      asset,
      ...figures,
      costFen: valueFen(figures.closing, costFenPer100),
      costFenPer100,
      breakageBp: bp,
      expectedBreakage: expected,
      expectedCostFen: expected === null ? null : valueFen(figures.closing - expected, costFenPer100),
    };
  }

  private async rows(
    reader: Reader,
    brand: Brand,
    months: readonly MonthOf[],
  ): Promise<LiabilityView['rows']> {
    const stores = [...(await this.brands.stores(reader, brand.id))];
    const byId = new Map(stores.map(([code, store]) => [store.id, { code, name: store.name }]));
    const isEmpty = (row: RollForward): boolean => Object.values(row).every((value) => value === 0);
    return months
      .filter(({ row }) => !isEmpty(row))
      .sort((a, b) => a.period - b.period || (slotOf(a.group) < slotOf(b.group) ? -1 : 1))
      .map(({ group, period, row }) => ({
        ...row,
        asset: group.asset,
        month: formatPeriod(period),
        costFen: valueFen(row.closing, costOf(brand, group.asset)),
        funder: { kind: group.funderKind, name: funderName(group, byId) },
        store: byId.get(group.storeId)?.name ?? null,
      }));
  }

  private async breakage(
    reader: Reader,
    brand: Brand,
    asset: SettledAsset,
    nowMs: number,
  ): Promise<number | null> {
    const until = periodAfter(periodOf(nowMs, brand.timeZone), -COHORT_AGE);
    const range = {
      from: firstIdOf(periodStartMs(periodAfter(until, -COHORT_MONTHS), brand.timeZone)),
      until: firstIdOf(periodStartMs(until, brand.timeZone)),
    };
    const cohort = await this.queries.cohort(reader, brand.id, range, nowMs);
    return breakageBp(cohort.find((row) => row.asset === asset) ?? { issued: 0, expired: 0 });
  }

  private async byExpiry(reader: Reader, brand: Brand, nowMs: number): Promise<LiabilityView['byExpiry']> {
    const first = periodOf(nowMs, brand.timeZone);
    const periods = Array.from({ length: EXPIRY_MONTHS }, (_, i) => periodAfter(first, i));
    const ends = periods.map((period) => periodEndMs(period, brand.timeZone));
    const rows = await this.queries.byExpiry(reader, brand.id, [...ends, NEVER_MS - 1]);
    return rows.map(({ asset, span, points }) => ({
      asset,
      month: span > EXPIRY_MONTHS ? null : formatPeriod(periods[span] ?? periodAfter(first, EXPIRY_MONTHS)),
      points,
      costFen: valueFen(points, costOf(brand, asset)),
    }));
  }

  /** The figures of the report once more, from the entries. */
  private async ties(
    reader: Reader,
    brand: Brand,
    programmes: LiabilityView['programmes'],
    from: Period,
    to: Period,
  ): Promise<Tie[]> {
    const owned = await this.queries.owned(reader, brand.id);
    const endId = firstIdOf(periodEndMs(to, brand.timeZone));
    const later = await this.queries.entered(reader, brand.id, {
      from: endId,
      until: Number.MAX_SAFE_INTEGER,
    });
    const startId = firstIdOf(periodStartMs(from, brand.timeZone));
    const within = await this.queries.entered(reader, brand.id, { from: startId, until: endId });
    const total = (
      entries: typeof later,
      asset: SettledAsset,
      isWanted: (entry: (typeof later)[number]) => boolean,
    ): number =>
      entries
        .filter((entry) => entry.asset === asset && isWanted(entry))
        .reduce((all, entry) => all + entry.points, 0);
    return programmes.flatMap(({ asset, closing, redeemed, expired }): Tie[] => {
      const now = owned.find((row) => row.asset === asset)?.points ?? 0;
      return [
        { asset, figure: 'closing', lots: closing, entries: now - total(later, asset, isOwned) },
        { asset, figure: 'redeemed', lots: redeemed, entries: -total(within, asset, isOwnedSpending) },
        { asset, figure: 'expired', lots: expired, entries: total(within, asset, isBreakage) },
      ];
    });
  }
}

const OWNED: ReadonlySet<string> = new Set(['pending', 'available', 'held']);
const SPENDING: ReadonlySet<string> = new Set(['hold', 'capture', 'release', 'restore']);
const isOwned = ({ bucket }: { bucket: string }): boolean => OWNED.has(bucket);
const isOwnedSpending = (entry: { bucket: string; postingKind: string }): boolean =>
  isOwned(entry) && SPENDING.has(entry.postingKind);
const isBreakage = ({ bucket }: { bucket: string }): boolean => bucket === 'breakage';

/**
 * Corrections say whose points they made expire, not in which store those were earned: what lots of the funder lost by
 * corrections comes first.
 */
function shareExpired(
  { points, ...funder }: Pick<LotGroup, 'asset' | 'funderKind' | 'funderId'> & { readonly points: number },
  flows: Map<string, LotFlow[]>,
  groups: Map<string, Group>,
): void {
  const isOf = (group: LotGroup): boolean =>
    group.asset === funder.asset &&
    group.funderKind === funder.funderKind &&
    group.funderId === funder.funderId;
  const none: Group = { ...funder, storeId: 0, points: 0, pending: 0 };
  const slots = [...groups].flatMap(([slot, group]) => (isOf(group) ? [slot] : [])).sort();
  const first = slots[0] ?? slotOf(none);
  if (slots.length === 0) groups.set(first, none);
  const lostBy = (slot: string): number =>
    (flows.get(slot) ?? []).filter(isSettled).reduce((sum, { change }) => sum - change, 0);
  const add = (slot: string, expired: number): void => {
    if (expired === 0) return;
    const own = flows.get(slot) ?? [];
    const pendingChange = own.filter(isSettled).reduce((sum, flow) => sum + flow.pendingChange, 0);
    const change = negated(lostBy(slot));
    const settled = { postingKind: 'settle', isOpening: false, change, pendingChange, expired };
    flows.set(slot, [...own.filter((flow) => !isSettled(flow)), settled]);
  };
  const parts = new Map<string, number>();
  let left = points;
  for (const slot of slots) {
    parts.set(slot, Math.min(Math.max(lostBy(slot), 0), Math.max(left, 0)));
    left -= parts.get(slot) ?? 0;
  }
  parts.set(first, (parts.get(first) ?? 0) + left);
  for (const [slot, expired] of parts) add(slot, expired);
}

const isSettled = ({ postingKind }: LotFlow): boolean => postingKind === 'settle';
/** Without a zero below zero, which would print as such. */
const negated = (points: number): number => (points === 0 ? 0 : -points);

const slotOf = ({ asset, funderKind, funderId, storeId }: LotGroup): string =>
  `${asset}:${funderKind}:${funderId}:${storeId}`;
const ofAsset = (months: readonly MonthOf[], asset: SettledAsset): MonthOf[] =>
  months.filter(({ group }) => group.asset === asset);
const costOf = (brand: Brand, asset: SettledAsset): number => {
  const { points, guidePoints } = settingsOf(brand, settlementRates).costFenPer100;
  return asset === 'points' ? points : guidePoints;
};

/** Ids grow with time, and every table here is keyed by the id of a transaction: a month is a range of ids. */
const rangeOf = (period: Period, { timeZone }: Brand): IdRange => ({
  from: firstIdOf(periodStartMs(period, timeZone)),
  until: firstIdOf(periodEndMs(period, timeZone)),
});

function funderName(group: LotGroup, stores: ReadonlyMap<number, { readonly name: string }>): string | null {
  return group.funderKind === 'store' ? (stores.get(group.funderId)?.name ?? null) : null;
}
